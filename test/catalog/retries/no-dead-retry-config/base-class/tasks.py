from celery import shared_task

from base import AuditedTask, RetryingTask


# ok: no-dead-retry-config — the base class retries
@shared_task(base=RetryingTask, retry_backoff=True)
def sync_contact(contact_id):
    return contact_id


# expect: no-dead-retry-config/needsAutoretry error
@shared_task(base=AuditedTask, retry_backoff=True)
def sync_account(account_id):
    return account_id


# ok: no-dead-retry-config — the base class reads it
@shared_task(base=AuditedTask, interval_step=3)
def sync_lead(lead_id):
    return lead_id
