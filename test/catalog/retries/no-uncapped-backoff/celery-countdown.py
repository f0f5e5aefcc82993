import logging

from celery import Celery, shared_task

from shop.crm import CrmRateLimited, CrmUnavailable, push_contact

app = Celery("shop")
log = logging.getLogger(__name__)


@app.task(bind=True, max_retries=3)
def sync_contact(self, contact_id: int):
    try:
        push_contact(contact_id)
    except CrmRateLimited as exc:
        # expect: no-uncapped-backoff/bounded advice
        raise self.retry(exc=exc, countdown=60 * (2 ** self.request.retries))


@shared_task(bind=True, max_retries=10)
def sync_account(self, account_id: int):
    try:
        push_contact(account_id)
    except CrmUnavailable as exc:
        log.warning("crm is down, retry %s", self.request.retries)
        delay = 60 * 2**self.request.retries  # expect: no-uncapped-backoff/tooLong error
        raise self.retry(exc=exc, countdown=delay)


@app.task(bind=True, max_retries=None)
def sync_forever(self, contact_id: int):
    try:
        push_contact(contact_id)
    except CrmUnavailable as exc:
        raise self.retry(exc=exc, countdown=5 * 3**self.request.retries)  # expect: no-uncapped-backoff/endless error


@app.task(bind=True)
def sync_with_default_limit(self, contact_id: int):
    try:
        push_contact(contact_id)
    except CrmUnavailable as exc:
        raise self.retry(exc=exc, countdown=2 ** (self.request.retries + 1))  # expect: no-uncapped-backoff/bounded advice


@app.task(bind=True, max_retries=8)
def sync_guarded(self, contact_id: int):
    try:
        push_contact(contact_id)
    except CrmUnavailable as exc:
        if self.request.retries >= 4:
            raise
        raise self.retry(exc=exc, countdown=600 * 2**self.request.retries)  # expect: no-uncapped-backoff/tooLong error
