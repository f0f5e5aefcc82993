import stripe
from celery import shared_task
from django.core.mail import send_mail

from shop.models import Order


@shared_task(bind=True, autoretry_for=(Exception,), retry_backoff=True, retry_backoff_max=600)
def collect(self, order_id):
    order = Order.objects.get(pk=order_id)
    # The customer's saved card is charged without them.
    # expect: require-idempotent-task/repeatedAfterFailure error
    intent = stripe.PaymentIntent.create(amount=order.total_cents, currency="eur", customer=order.customer_ref, confirm=True, idempotency_key=f"{self.request.id}:PaymentIntent")
    order.payment_ref = intent.id
    order.save()


@shared_task(bind=True, autoretry_for=(Exception,))
def reconcile(self, order_id):
    order = Order.objects.get(pk=order_id)
    if order.total_cents < 0:
        send_mail("Broken order", str(order_id), "ops@example.com", ["ops@example.com"])  # ok: require-idempotent-task — an alarm on the path that fails
        raise ValueError(order_id)
    order.reconciled = True
    order.save()
