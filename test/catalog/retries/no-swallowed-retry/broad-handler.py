"""Invoices are pushed to the ledger; the request for a retry is an exception like any other."""

import logging

from celery import shared_task

from billing.ledger import LedgerBusy, post_invoice
from billing.models import Invoice

logger = logging.getLogger(__name__)


@shared_task(bind=True, max_retries=5)
def push_invoice(self, invoice_id):
    try:
        invoice = Invoice.objects.get(pk=invoice_id)
        if not invoice.number:
            # expect: no-swallowed-retry/markedDone error
            raise self.retry(countdown=30)
        post_invoice(invoice)
    except Exception:
        logger.exception("push of %s failed", invoice_id)


@shared_task(bind=True)
def close_month(self, month):
    try:
        try:
            post_invoice(month)
        except LedgerBusy as exc:
            self.retry(exc=exc)  # expect: no-swallowed-retry/markedDone error
    except:  # noqa: E722
        return {"status": "error"}


@shared_task(bind=True)
def export_ledger(self, month):
    try:
        if month.open:
            raise self.retry(countdown=60)  # expect: no-swallowed-retry/markedFailed error
        month.export()
    except Exception as exc:
        raise RuntimeError("export failed") from exc


@shared_task(bind=True)
def reconcile(self, account_id):
    try:
        if not post_invoice(account_id):
            raise self.retry(countdown=10)  # expect: no-swallowed-retry/sentTwice error
    except Exception as exc:
        raise self.retry(exc=exc)


@shared_task(bind=True)
def archive(self, invoice_id):
    try:
        raise self.retry(countdown=5)  # expect: no-swallowed-retry/markedDone error
    finally:
        return None


@shared_task(bind=True)
def settle(self, invoice_id):
    try:
        post_invoice(invoice_id)
    except LedgerBusy as busy:
        try:
            logger.warning("busy")
            raise self.retry(exc=busy, countdown=60)  # expect: no-swallowed-retry/markedFailed error
        except Exception as failure:
            logger.error("no retry: %s", failure)
        raise busy
