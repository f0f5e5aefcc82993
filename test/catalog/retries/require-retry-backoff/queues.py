from celery import shared_task
from redis import Redis
from rq import Queue, Retry

from shop.crm import CrmUnavailable, push_contact

queue = Queue(connection=Redis())


def enqueue(contact_id: int):
    queue.enqueue(push_contact, contact_id, retry=Retry(max=3))  # expect: require-retry-backoff/immediate warning
    queue.enqueue(push_contact, contact_id, retry=Retry(max=3, interval=[10, 60, 300]))  # ok: require-retry-backoff — waits


# ok: require-retry-backoff — without a backoff Celery waits 180 s, whatever its documentation says
@shared_task(autoretry_for=(CrmUnavailable,), max_retries=5)
def pull(contact_id: int):
    push_contact(contact_id)


@shared_task(bind=True, max_retries=5)
def push(self, contact_id: int):
    try:
        push_contact(contact_id)
    except CrmUnavailable as exc:
        raise self.retry(exc=exc)  # ok: require-retry-backoff — 180 s as well


@shared_task(bind=True, max_retries=5)
def push_now(self, contact_id: int):
    try:
        push_contact(contact_id)
    except CrmUnavailable as exc:
        raise self.retry(exc=exc, countdown=0)  # expect: require-retry-backoff/immediate warning
