import logging

import stripe
from django.core.mail import send_mail
from django.db.models import F
from django.http import HttpResponse

from shop.models import Account, HandledEvent, Order

logger = logging.getLogger(__name__)


def thank(request):
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], "whsec")  # expect: require-webhook-dedup/eventNotKnown error
    logger.info("stripe event %s", event["id"])
    send_mail("Thank you", "We got your payment.", "shop@example.com", [event["data"]["object"]["receipt_email"]])
    return HttpResponse(status=200)


def top_up(request):
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], "whsec")  # expect: require-webhook-dedup/eventNotKnown error
    charge = event["data"]["object"]
    Account.objects.filter(pk=charge["metadata"]["account"]).update(balance=F("balance") + charge["amount"])
    return HttpResponse(status=200)


def thank_once(request):
    # ok: require-webhook-dedup — the event's id is stored under a unique key
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], "whsec")
    _, fresh = HandledEvent.objects.get_or_create(event_id=event["id"])
    if not fresh:
        return HttpResponse(status=200)
    send_mail("Thank you", "We got your payment.", "shop@example.com", [event["data"]["object"]["receipt_email"]])
    return HttpResponse(status=200)


def settle(request):
    # ok: require-webhook-dedup — a state is set
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], "whsec")
    Order.objects.filter(ref=event["data"]["object"]["id"]).update(status="paid")
    return HttpResponse(status=200)


def thank_unless_thanked(request):
    # ok: require-webhook-dedup — a state is looked at; what overlapping deliveries do is another rule's
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], "whsec")
    order = Order.objects.get(ref=event["data"]["object"]["id"])
    if order.thanked_at:
        return HttpResponse(status=200)
    send_mail("Thank you", "We got your payment.", "shop@example.com", [order.email])
    order.thanked_at = now()
    order.save()
    return HttpResponse(status=200)
