import uuid

from celery import shared_task

from billing.models import Payment
from billing.provider import collect


@shared_task(bind=True, acks_late=True, autoretry_for=(ConnectionError,))
def collect_invoice(self, invoice_id):
    # ok: no-unstable-idempotency-key — kept with the row, which a second run finds
    payment, _ = Payment.objects.get_or_create(invoice_id=invoice_id, defaults={"idempotency_key": uuid.uuid4()})
    collect(payment.invoice_id, idempotency_key=payment.idempotency_key)


@shared_task(bind=True, acks_late=True, autoretry_for=(ConnectionError,))
def collect_by_chance(self, invoice_id):
    # expect: no-unstable-idempotency-key/newEachTime warning
    collect(invoice_id, idempotency_key=str(uuid.uuid4()))
