import hashlib
import uuid

import requests
from celery import shared_task

from hooks.models import Endpoint


@shared_task(bind=True, autoretry_for=(requests.RequestException,), retry_backoff=30, max_retries=6)
def push_event(self, endpoint_id, event, payload):
    endpoint = Endpoint.objects.get(pk=endpoint_id)
    headers = {
        "Content-Type": "application/json",
        # expect: no-unstable-idempotency-key/newEachTime warning
        "X-Harbor-Delivery": str(uuid.uuid4()),
        "X-Harbor-Event": event,
    }
    response = requests.post(endpoint.url, json=payload, headers=headers, timeout=20)
    response.raise_for_status()


@shared_task(bind=True, autoretry_for=(requests.RequestException,), retry_backoff=30, max_retries=6)
def push_event_by_task(self, endpoint_id, event, payload):
    endpoint = Endpoint.objects.get(pk=endpoint_id)
    headers = {
        # ok: no-unstable-idempotency-key — the task's id stays the same over its retries
        "X-Harbor-Delivery": str(self.request.id),
        "X-Harbor-Event": event,
        # ok: no-unstable-idempotency-key — names the request in logs, nobody drops a repetition by it
        "X-Request-Id": str(uuid.uuid4()),
    }
    response = requests.post(endpoint.url, json=payload, headers=headers, timeout=20)
    response.raise_for_status()


@shared_task(bind=True, autoretry_for=(requests.RequestException,), retry_backoff=30)
def book_courier(self, order_id):
    headers = {}
    # expect: no-unstable-idempotency-key/countsAttempts error
    headers["Idempotency-Key"] = f"order-{order_id}-{self.request.retries}"
    requests.post("https://courier.example.com/v2/bookings", json={"order": order_id}, headers=headers, timeout=20)


@shared_task(bind=True, autoretry_for=(requests.RequestException,), retry_backoff=30)
def book_courier_by_order(self, order_id, slot):
    digest = hashlib.sha256(f"{order_id}:{slot}".encode()).hexdigest()
    headers = {"Idempotency-Key": digest}  # ok: no-unstable-idempotency-key — made of the order and its slot
    requests.post("https://courier.example.com/v2/bookings", json={"order": order_id}, headers=headers, timeout=20)


@shared_task
def ping_partner(endpoint_id):
    # ok: no-unstable-idempotency-key — acknowledged before it runs and never retried: this runs at most once
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    requests.post("https://partner.example.com/v1/pings", json={"endpoint": endpoint_id}, headers=headers, timeout=20)
