"""Orders go to the ERP."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import requests
from celery import shared_task
from tenacity import retry, stop_after_attempt, wait_exponential

from shop.erp import ErpError, post_order


@shared_task(bind=True, max_retries=5)
def send_order(self, order_id: int):
    try:
        post_order(order_id)
    except ErpError as exc:
        raise self.retry(exc=exc, countdown=60 * 2**self.request.retries)  # expect: require-retry-jitter/tasks warning


def load(url: str):
    for attempt in range(4):
        try:
            return requests.get(url, timeout=10).json()
        except requests.RequestException:
            # The partner is down at night.
            delay = min(2**attempt, 60)  # expect: require-retry-jitter/clients warning
            time.sleep(delay)
    raise RuntimeError("no answer")


def reschedule(row):
    if row.retry_count < 5:
        # expect: require-retry-jitter/rows warning
        row.next_retry_at = datetime.now() + timedelta(minutes=min(2**row.retry_count, 60))


@retry(stop=stop_after_attempt(5), wait=wait_exponential(max=30))  # expect: require-retry-jitter/clients warning
def load_rates():
    return requests.get("https://rates.example.com", timeout=10).json()
