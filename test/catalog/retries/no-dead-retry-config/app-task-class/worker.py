from celery import Celery, Task


class RetryingTask(Task):
    autoretry_for = (ConnectionError,)


app = Celery("crm", broker="redis://queue/0", task_cls=RetryingTask)


# ok: no-dead-retry-config — every task of this app retries
@app.task(retry_backoff=True, max_retries=5)
def sync_contact(contact_id):
    return contact_id
