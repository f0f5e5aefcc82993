"""A lead that cannot be delivered is written to the failed leads."""

from celery import shared_task
from celery.exceptions import MaxRetriesExceededError

from leads.crm import CrmDown, deliver
from leads.failed import keep


@shared_task(bind=True, max_retries=4)
def deliver_lead(self, lead_id):
    try:
        deliver(lead_id)
    except CrmDown as exc:
        try:
            raise self.retry(countdown=60)
        except MaxRetriesExceededError:  # expect: no-swallowed-retry/unreachableHandler error
            keep(lead_id)


@shared_task(bind=True)
def deliver_batch(self, lead_ids):
    try:
        deliver(lead_ids)
    except CrmDown as error:
        try:
            self.retry(countdown=60)
        except self.MaxRetriesExceededError:  # expect: no-swallowed-retry/unreachableHandler error
            keep(lead_ids)


@shared_task(bind=True)
def deliver_later(self, lead_id):
    try:
        deliver(lead_id)
    except CrmDown:
        try:
            raise self.retry(countdown=60)
        except MaxRetriesExceededError:  # ok: no-swallowed-retry — without exc= the last retry raises it
            keep(lead_id)


@shared_task(bind=True)
def deliver_once(self, lead_id):
    try:
        deliver(lead_id)
    except CrmDown as exc:
        try:
            raise self.retry(exc=exc)
        except (MaxRetriesExceededError, CrmDown):  # ok: no-swallowed-retry — the exception itself is caught too
            keep(lead_id)
