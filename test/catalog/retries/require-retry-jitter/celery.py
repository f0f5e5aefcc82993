import random

from celery import shared_task

from shop.crm import CrmError, RateLimitError, push_contact


@shared_task(bind=True, max_retries=5)
def push(self, contact_id: int):
    try:
        push_contact(contact_id)
    except RateLimitError as exc:
        # expect: require-retry-jitter/refused warning
        raise self.retry(exc=exc, countdown=min(60 * 2**self.request.retries, 3600))
    except CrmError as exc:
        # expect: require-retry-jitter/tasks warning
        raise self.retry(exc=exc, countdown=min(30 * (self.request.retries + 1), 600))


@shared_task(bind=True, max_retries=5)
def push_later(self, contact_id: int):
    try:
        push_contact(contact_id)
    except RateLimitError as exc:
        delay = min(60 * 2**self.request.retries, 3600)
        # ok: require-retry-jitter — up to a tenth is added at random
        raise self.retry(exc=exc, countdown=delay + random.uniform(0, delay / 10))
    except CrmError as exc:
        # ok: require-retry-jitter — one pace for all attempts
        raise self.retry(exc=exc, countdown=60)


# ok: require-retry-jitter — Celery's own backoff is full jitter
@shared_task(autoretry_for=(CrmError,), retry_backoff=True, max_retries=8)
def pull(contact_id: int):
    push_contact(contact_id)


# expect: require-retry-jitter/tasks warning
@shared_task(autoretry_for=(CrmError,), retry_backoff=30, retry_jitter=False, max_retries=8)
def pull_all(account_id: int):
    push_contact(account_id)


@shared_task(bind=True, max_retries=5)
def remove(self, contact_id: int):
    try:
        push_contact(contact_id)
    except CrmError as exc:
        # ok: require-retry-jitter — the call without a countdown waits 180 s, one pace for all
        raise self.retry(exc=exc)
