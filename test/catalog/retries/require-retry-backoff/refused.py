import time

import requests
from celery import shared_task

from shop.ads import AdsError, RateLimitError, upload


def fetch_orders(url: str):
    for attempt in range(5):
        response = requests.get(url, timeout=10)
        if response.status_code == 429:
            time.sleep(5)  # expect: require-retry-backoff/samePace warning
            continue
        return response.json()
    raise RuntimeError("refused five times")


def fetch_invoices(url: str):
    for attempt in range(5):
        response = requests.get(url, timeout=10)
        if response.status_code == 429:
            time.sleep(min(2**attempt, 60))  # ok: require-retry-backoff — grows
            continue
        return response.json()
    raise RuntimeError("refused five times")


def fetch_labels(url: str):
    for attempt in range(5):
        response = requests.get(url, timeout=10)
        if response.status_code == 429:
            # ok: require-retry-backoff — the server says when
            time.sleep(min(float(response.headers.get("Retry-After", "5")), 60))
            continue
        return response.json()
    raise RuntimeError("refused five times")


@shared_task(bind=True, max_retries=8)
def upload_conversion(self, conversion_id: int):
    try:
        upload(conversion_id)
    except RateLimitError as exc:
        raise self.retry(exc=exc, countdown=30)  # expect: require-retry-backoff/samePace warning
    except AdsError as exc:
        raise self.retry(exc=exc, countdown=30)  # ok: require-retry-backoff — an outage is not made by this task


@shared_task(bind=True, max_retries=1)
def transcribe(self, audio_id: int):
    try:
        upload(audio_id)
    except ConnectionError as exc:
        raise self.retry(exc=exc, countdown=10)  # ok: require-retry-backoff — waits
