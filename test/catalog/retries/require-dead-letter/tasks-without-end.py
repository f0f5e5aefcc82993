import requests
from celery import shared_task


@shared_task(autoretry_for=(requests.RequestException,), max_retries=5)
def push_invoice(invoice_id):  # expect: require-dead-letter/exhausted advice
    requests.post("https://erp.example.com/invoices", json={"id": invoice_id}, timeout=10).raise_for_status()


@shared_task(autoretry_for=(requests.RequestException,), max_retries=5)
def refresh_rates():  # ok: require-dead-letter — it only reads; the next run reads again
    return requests.get("https://rates.example.com/latest", timeout=10).json()


@shared_task
def push_note(note_id):  # ok: require-dead-letter — a task without retries says nothing of a last one
    requests.post("https://erp.example.com/notes", json={"id": note_id}, timeout=10).raise_for_status()
