from celery import shared_task

from client import CrmClient
from errors import CrmApiError, CrmBusy, CrmRefused


@shared_task(bind=True, max_retries=5)
def push_lead(self, lead):
    try:
        return CrmClient().create_lead(lead)
    except CrmBusy as exc:
        raise self.retry(exc=exc, countdown=60)
    # expect: no-transient-as-permanent/mixed warning
    except CrmApiError as exc:
        return {"status": "failed", "error": str(exc)}


@shared_task(bind=True, max_retries=5)
def push_note(self, note):
    try:
        return CrmClient().create_note(note)
    except CrmBusy as exc:
        raise self.retry(exc=exc, countdown=60)
    # ok: no-transient-as-permanent — the class stands for refusals only
    except CrmRefused as exc:
        return {"status": "failed", "error": str(exc)}


@shared_task(bind=True, max_retries=5)
def push_lead_again(self, lead):
    try:
        return CrmClient().create_lead(lead)
    # ok: no-transient-as-permanent — both are tried again
    except (CrmBusy, CrmApiError) as exc:
        raise self.retry(exc=exc, countdown=60)


@shared_task(bind=True, max_retries=5)
def push_lead_or_raise(self, lead):
    try:
        return CrmClient().create_lead(lead)
    except CrmBusy as exc:
        raise self.retry(exc=exc, countdown=60)
    # ok: no-transient-as-permanent — the failure goes on to whoever handles the task
    except CrmApiError:
        raise
