import backoff
import requests
from celery import shared_task
from retry import retry as again
from retrying import retry as retrying_retry
from tenacity import Retrying, retry, retry_if_exception_type, stop_after_attempt, stop_after_delay, wait_exponential

from shop.erp import post_order


@retry  # expect: no-unbounded-retry/byDefault error
def load_rates():
    return requests.get("https://rates.example.com", timeout=5).json()


@retry(wait=wait_exponential(multiplier=1, max=10))  # expect: no-unbounded-retry/byDefault error
def load_prices():
    return requests.get("https://prices.example.com", timeout=5).json()


def load_stock(sku: str):
    # expect: no-unbounded-retry/byDefault error
    for attempt in Retrying(wait=wait_exponential(max=30), retry=retry_if_exception_type(requests.ConnectionError)):
        with attempt:
            return requests.get(f"https://stock.example.com/{sku}", timeout=5).json()


@backoff.on_exception(backoff.expo, requests.RequestException)  # expect: no-unbounded-retry/byDefault error
def load_carriers():
    return requests.get("https://carriers.example.com", timeout=5).json()


@retrying_retry  # expect: no-unbounded-retry/byDefault error
def load_taxes():
    return requests.get("https://taxes.example.com", timeout=5).json()


@again(requests.RequestException, delay=2)  # expect: no-unbounded-retry/byDefault error
def load_zones():
    return requests.get("https://zones.example.com", timeout=5).json()


@again(requests.RequestException, tries=-1, delay=2)  # expect: no-unbounded-retry/byChoice warning
def load_countries():
    return requests.get("https://countries.example.com", timeout=5).json()


@shared_task(bind=True, max_retries=None)  # expect: no-unbounded-retry/byChoice warning
def send_order(self, order_id: int):
    try:
        post_order(order_id)
    except requests.ConnectionError as exc:
        raise self.retry(exc=exc, countdown=60)
    except requests.Timeout as exc:
        raise self.retry(exc=exc)


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=None)  # expect: no-unbounded-retry/byChoice
def send_invoice(invoice_id: int):
    post_order(invoice_id)


# ok: no-unbounded-retry — None at the call means the task's own number, which is 3 by default
@shared_task(bind=True)
def send_reminder(self, order_id: int):
    try:
        post_order(order_id)
    except requests.ConnectionError as exc:
        raise self.retry(exc=exc, max_retries=None)


@shared_task(autoretry_for=(OSError,), retry_kwargs={"max_retries": None})  # ok: no-unbounded-retry — as well
def send_report(report_id: int):
    post_order(report_id)


@shared_task(bind=True, max_retries=None)
def send_label(self, order_id: int):
    try:
        post_order(order_id)
    except requests.ConnectionError as exc:
        if self.request.retries >= 12:
            raise
        raise self.retry(exc=exc, countdown=60)  # ok: no-unbounded-retry — the handler counts


@retry(stop=stop_after_attempt(5))  # ok: no-unbounded-retry — five attempts
def load_offers():
    return requests.get("https://offers.example.com", timeout=5).json()


@retry(stop=stop_after_delay(60), wait=wait_exponential(max=10))  # ok: no-unbounded-retry — a deadline
def load_slots():
    return requests.get("https://slots.example.com", timeout=5).json()


@backoff.on_exception(backoff.expo, requests.RequestException, max_time=120)  # ok: no-unbounded-retry — a deadline
def load_parcels():
    return requests.get("https://parcels.example.com", timeout=5).json()


POLICY = {"stop": stop_after_attempt(3)}


@retry(**POLICY)  # ok: no-unbounded-retry — what the policy holds is not known here
def load_depots():
    return requests.get("https://depots.example.com", timeout=5).json()
