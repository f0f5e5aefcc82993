from celery import shared_task
from django.core.mail import send_mail

from .models import Order


def fulfil(order, notify: bool = True):
    receipt = order.receipt()
    if notify and order.address:
        send_mail("Receipt", receipt, "shop@example.com", [order.address])
    return receipt


def close(order, thank=False):
    if thank:
        send_mail("Thank you", "Until soon", "shop@example.com", [order.address])
    return order


@shared_task(acks_late=True, reject_on_worker_lost=True)
def fulfil_quietly(order_id):
    order = Order.objects.get(pk=order_id)
    fulfil(order, notify=False)  # ok: require-idempotent-task — no mail is sent here
    close(order)  # ok: require-idempotent-task — nor here
    order.fulfilled = True
    order.save()


@shared_task(acks_late=True, reject_on_worker_lost=True)
def fulfil_loudly(order_id):
    order = Order.objects.get(pk=order_id)
    fulfil(order)  # expect: require-idempotent-task/repeatedAfterCrash error
    close(order, True)  # expect: require-idempotent-task/repeatedAfterCrash error
    order.fulfilled = True
    order.save()
