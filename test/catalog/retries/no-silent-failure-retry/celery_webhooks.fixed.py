import logging

import httpx
import requests
from celery import shared_task

from hooks.models import Delivery

logger = logging.getLogger(__name__)


@shared_task(bind=True, autoretry_for=(requests.RequestException,), retry_backoff=60, max_retries=5)
def deliver(self, url, payload):
    # expect: no-silent-failure-retry/answer warning
    response = requests.post(url, json=payload, timeout=30)
    if response.status_code >= 500:
        response.raise_for_status()
    Delivery.objects.create(url=url, status=response.status_code, body=response.text, attempt=self.request.retries)
    logger.info("delivered to %s", url)


@shared_task(autoretry_for=(requests.RequestException,), retry_backoff=60, max_retries=5)
def deliver_checked(url, payload):
    # ok: no-silent-failure-retry — the status becomes an exception
    response = requests.post(url, json=payload, timeout=30)
    response.raise_for_status()


@shared_task(autoretry_for=(requests.RequestException,), retry_backoff=60, max_retries=5)
def deliver_unless_down(url, payload):
    # ok: no-silent-failure-retry — the status is looked at
    response = requests.post(url, json=payload, timeout=30)
    if response.status_code >= 500:
        raise requests.RequestException(f"{url} is down")


# expect: no-silent-failure-retry/swallowed error
@shared_task(autoretry_for=(httpx.HTTPError,), retry_backoff=True, max_retries=5)
def sync_contact(contact_id):
    try:
        with httpx.Client(timeout=10) as client:
            client.post("https://crm.example.com/contacts", json={"id": contact_id}).raise_for_status()
    except Exception:
        logger.exception("contact %s is not synced", contact_id)


# ok: no-silent-failure-retry — only what is hopeless is kept
@shared_task(autoretry_for=(httpx.ConnectError,), retry_backoff=True, max_retries=5)
def sync_company(company_id):
    try:
        with httpx.Client(timeout=10) as client:
            client.post("https://crm.example.com/companies", json={"id": company_id}).raise_for_status()
    except httpx.HTTPStatusError:
        logger.exception("company %s is refused", company_id)
