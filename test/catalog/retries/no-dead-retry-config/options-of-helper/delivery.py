from celery.exceptions import MaxRetriesExceededError


def retry_delivery(celery_task, delivery):
    try:
        countdown = celery_task.retry_backoff * 2**celery_task.request.retries
        celery_task.retry(countdown=countdown, **celery_task.retry_kwargs)
    except MaxRetriesExceededError:
        delivery.fail()


class Client:
    def __init__(self, retry_jitter):
        self.retry_jitter = retry_jitter

    def waits(self):
        return self.retry_jitter
