from celery import Task, shared_task

from flow import fetch_or_retry


class SelfRetrying(Task):
    def on_failure(self, exc, task_id, args, kwargs, einfo):
        self.retry(exc=exc)


@shared_task(max_retries=4)  # ok: no-dead-retry-config — a helper retries whatever task runs
def load(url):
    return fetch_or_retry(url)


@shared_task(base=SelfRetrying, max_retries=4)  # ok: no-dead-retry-config — the base class retries
def save(url):
    return url
