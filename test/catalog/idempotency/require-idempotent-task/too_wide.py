from googleapiclient.discovery import build
from tenacity import retry, stop_after_attempt


@retry(stop=stop_after_attempt(3))  # expect: require-idempotent-task/retriedTogether error
def send_and_look_for_bounces(credentials, body):
    service = build("gmail", "v1", credentials=credentials)
    sent = service.users().messages().send(userId="me", body=body).execute()
    bounces = service.users().messages().list(userId="me", q="from:mailer-daemon").execute()
    return sent["id"] not in [one["id"] for one in bounces.get("messages", [])]


def send_then_look_for_bounces(credentials, body):
    service = build("gmail", "v1", credentials=credentials)
    # ok: require-idempotent-task — only the look-up is tried again
    sent = service.users().messages().send(userId="me", body=body).execute()
    return sent["id"] not in bounced(service)


@retry(stop=stop_after_attempt(3))
def bounced(service):
    bounces = service.users().messages().list(userId="me", q="from:mailer-daemon").execute()
    return [one["id"] for one in bounces.get("messages", [])]


class Pipeline:
    def __init__(self, client):
        self.client = client
        self.retry_count = 0

    async def run(self, job):
        try:
            service = build("gmail", "v1", credentials=job.credentials)
            service.users().messages().send(userId="me", body=job.body).execute()
            await self.client.archive(job.id)
        except Exception:
            if self.retry_count < 3:
                self.retry_count += 1
                return await self.run(job)  # expect: require-idempotent-task/retriedTogether error
            raise
