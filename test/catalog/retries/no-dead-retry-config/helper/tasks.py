from celery import shared_task

from decorators import throttled, timed
from flow import retry_later, trace


# ok: no-dead-retry-config — the helper retries it
@shared_task(bind=True, max_retries=2)
def push(self, lead_id):
    try:
        return lead_id
    except OSError as exc:
        retry_later(self, exc)


# ok: no-dead-retry-config — the decorator retries it
@shared_task(bind=True, max_retries=2)
@throttled
def pull(self, lead_id):
    return lead_id


# expect: no-dead-retry-config/neverRetries warning
@shared_task(bind=True, max_retries=2)
@timed
def drop(self, lead_id):
    trace(self)
    return lead_id
