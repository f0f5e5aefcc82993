import logging

import requests
from celery import shared_task

logger = logging.getLogger(__name__)


@shared_task(autoretry_for=(requests.RequestException,), max_retries=5)
def push_invoice(invoice_id):  # expect: require-dead-letter/exhausted advice
    requests.post("https://erp.example.com/invoices", json={"id": invoice_id}, timeout=10).raise_for_status()


@shared_task(autoretry_for=(requests.RequestException,), max_retries=5)
def refresh_rates():  # ok: require-dead-letter — it only reads; the next run reads again
    return requests.get("https://rates.example.com/latest", timeout=10).json()


@shared_task
def push_note(note_id):  # ok: require-dead-letter — a task without retries says nothing of a last one
    requests.post("https://erp.example.com/notes", json={"id": note_id}, timeout=10).raise_for_status()


@shared_task(bind=True, max_retries=3)
def push_credit(self, credit_id):  # expect: require-dead-letter/exhausted warning
    try:
        requests.post("https://erp.example.com/credits", json={"id": credit_id}, timeout=10).raise_for_status()
    except requests.RequestException as error:
        try:
            self.retry(exc=error, countdown=30)
        except self.MaxRetriesExceededError:
            logger.error("credit %s was not pushed", credit_id)


@shared_task(bind=True, max_retries=3)
def push_debit(self, debit_id):  # ok: require-dead-letter — a dead letter keeps what could not be pushed
    try:
        requests.post("https://erp.example.com/debits", json={"id": debit_id}, timeout=10).raise_for_status()
    except requests.RequestException as error:
        try:
            self.retry(exc=error, countdown=30)
        except self.MaxRetriesExceededError:
            dead_letters.append({"debit_id": debit_id, "error": str(error)})
