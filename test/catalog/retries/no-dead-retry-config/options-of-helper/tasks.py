from celery import shared_task

from delivery import retry_delivery


@shared_task(bind=True, retry_backoff=10, retry_kwargs={"max_retries": 5})  # ok: no-dead-retry-config — the helper reads them
def deliver(self, delivery):
    if not delivery.send():
        retry_delivery(self, delivery)


@shared_task(bind=True, retry_jitter=True)  # expect: no-dead-retry-config/needsAutoretry warning
def redeliver(self, delivery):
    if not delivery.send():
        retry_delivery(self, delivery)
