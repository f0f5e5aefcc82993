import stripe
from celery import shared_task
from django.db import IntegrityError, transaction

from shop.models import Order, SentNotice
from shop.mail import mailer


@shared_task(bind=True, autoretry_for=(Exception,))
def collect(self, order_id):
    order = Order.objects.get(pk=order_id)
    # ok: require-idempotent-task — the key is the order's
    stripe.PaymentIntent.create(amount=order.total_cents, currency="eur", idempotency_key=f"order-{order.id}")
    order.paid = True
    order.save()


@shared_task(bind=True, autoretry_for=(Exception,))
def refund(self, order_id):
    claimed = Order.objects.filter(pk=order_id, status="refund_requested").update(status="refunding")
    if not claimed:
        return
    stripe.Refund.create(payment_intent=Order.objects.get(pk=order_id).payment_ref)  # ok: require-idempotent-task — compare and set on the status
    Order.objects.filter(pk=order_id).update(status="refunded")


@shared_task(bind=True, autoretry_for=(Exception,))
def notice(self, order_id):
    try:
        SentNotice.objects.create(order_id=order_id, kind="shipped")
    except IntegrityError:
        return
    stripe.Refund.create(payment_intent=str(order_id))  # ok: require-idempotent-task — the unique marker row is inserted first
    transaction.commit()
