from celery import shared_task
from requests import RequestException

from shop.erp import post_order

MAX_DELAY = 900
DELAYS = [30, 120, 600, 3600]


@shared_task(bind=True, max_retries=12)
def send_order(self, order_id: int):
    try:
        post_order(order_id)
    except RequestException as exc:
        # ok: no-uncapped-backoff — min holds it below 15 minutes
        raise self.retry(exc=exc, countdown=min(30 * 2**self.request.retries, MAX_DELAY))


@shared_task(bind=True, max_retries=None)
def send_invoice(self, invoice_id: int):
    try:
        post_order(invoice_id)
    except RequestException as exc:
        delay = DELAYS[min(self.request.retries, len(DELAYS) - 1)]
        raise self.retry(exc=exc, countdown=delay)  # ok: no-uncapped-backoff — table of delays


@shared_task(bind=True, max_retries=20)
def send_reminder(self, order_id: int):
    try:
        post_order(order_id)
    except RequestException as exc:
        # ok: no-uncapped-backoff — linear, at most 20 minutes
        raise self.retry(exc=exc, countdown=60 * (self.request.retries + 1))


@shared_task(
    autoretry_for=(RequestException,),
    retry_backoff=30,  # ok: no-uncapped-backoff — retry_backoff_max is 600 s by default
    retry_kwargs={"max_retries": 50},
)
def send_catalogue(catalogue_id: int):
    post_order(catalogue_id)


@shared_task(bind=True, max_retries=30)
def send_report(self, report_id: int):
    try:
        post_order(report_id)
    except RequestException as exc:
        # ok: no-uncapped-backoff — the exponent starts again after six
        raise self.retry(exc=exc, countdown=10 * 2 ** (self.request.retries % 6))


@shared_task(bind=True, max_retries=30)
def send_digest(self, digest_id: int):
    try:
        post_order(digest_id)
    except RequestException as exc:
        delay = 10 * 2**self.request.retries
        countdown = MAX_DELAY if delay > MAX_DELAY else delay
        raise self.retry(exc=exc, countdown=countdown)  # ok: no-uncapped-backoff — clamped


@shared_task(bind=True, max_retries=1)
def send_once_more(self, digest_id: int):
    try:
        post_order(digest_id)
    except RequestException as exc:
        raise self.retry(exc=exc, countdown=60 * 2**self.request.retries)  # ok: no-uncapped-backoff — one delay only
