"""Retries that many processes make, and that do not come back together."""

import random
import time

import requests
import stamina
from celery import Celery
from google.api_core.retry import Retry
from tenacity import retry, stop_after_attempt, wait_exponential, wait_exponential_jitter, wait_random

app = Celery("billing", broker="redis://localhost:6379/0")


@stamina.retry(on=requests.RequestException, attempts=5)  # ok: require-retry-jitter — a second of jitter by default
def fetch_rates(url: str) -> dict:
    return requests.get(url, timeout=5).json()


# ok: require-retry-jitter — full jitter is in the library
@Retry(initial=1.0, maximum=60.0, multiplier=2.0)
def read_object(bucket, name: str) -> bytes:
    return bucket.blob(name).download_as_bytes()


@retry(stop=stop_after_attempt(6), wait=wait_exponential_jitter(initial=1, max=30))  # ok: require-retry-jitter — said in its name
def post_event(url: str, event: dict) -> None:
    requests.post(url, json=event, timeout=5).raise_for_status()


# ok: require-retry-jitter — a random part is added to the growing one
@retry(stop=stop_after_attempt(6), wait=wait_exponential(multiplier=1, max=30) + wait_random(0, 2))
def post_invoice(url: str, invoice: dict) -> None:
    requests.post(url, json=invoice, timeout=5).raise_for_status()


@app.task(bind=True, max_retries=6)
def sync_account(self, account_id: str) -> None:
    try:
        requests.get(f"https://api.example.com/accounts/{account_id}", timeout=5).raise_for_status()
    except requests.ConnectionError as error:
        # ok: require-retry-jitter — between half of the delay and all of it
        raise self.retry(exc=error, countdown=random.uniform(0.5, 1) * 30 * 2**self.request.retries)


def pull(url: str) -> dict:
    for attempt in range(5):
        try:
            return requests.get(url, timeout=5).json()
        except requests.ConnectionError:
            # ok: require-retry-jitter — anything up to the delay
            time.sleep(random.random() * min(30, 2**attempt))
    raise TimeoutError(url)
