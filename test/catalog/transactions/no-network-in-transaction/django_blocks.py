import smtplib

import requests
import stripe
from django.core.mail import send_mail
from django.db import transaction

from .models import Invoice, Parcel


def charge(invoice_id):
    with transaction.atomic():
        invoice = Invoice.objects.select_for_update().get(pk=invoice_id)
        stripe.PaymentIntent.create(amount=invoice.cents, currency="eur", idempotency_key=str(invoice_id))  # expect: no-network-in-transaction/holdsRows warning
        invoice.paid = True
        invoice.save()


# expect: no-network-in-transaction/holdsConnection warning
@transaction.atomic
def remind(invoice_id):
    invoice = Invoice.objects.get(pk=invoice_id)
    send_mail("Reminder", invoice.text, "billing@example.com", [invoice.email])


def label(parcel_id):
    # ok: no-network-in-transaction — asked before the transaction
    answer = requests.post("https://carrier.example.com/labels", json={"parcel": parcel_id}, timeout=10)
    with transaction.atomic():
        parcel = Parcel.objects.select_for_update().get(pk=parcel_id)
        parcel.label = answer.json()["id"]
        parcel.save()


def label_and_tell(parcel_id):
    with transaction.atomic():
        parcel = Parcel.objects.select_for_update().get(pk=parcel_id)
        parcel.told = True
        parcel.save()
    requests.post("https://carrier.example.com/told", json={"parcel": parcel_id}, timeout=10)  # ok: no-network-in-transaction — after the block


def begin_with_the_answer(parcel_id):
    with transaction.atomic():
        # ok: no-network-in-transaction — Django has sent nothing yet: neither a connection nor a row is held
        answer = requests.get(f"https://carrier.example.com/parcels/{parcel_id}", timeout=10)
        Parcel.objects.filter(pk=parcel_id).update(state=answer.json()["state"])


def tell_later(parcel_id):
    with transaction.atomic():
        parcel = Parcel.objects.select_for_update().get(pk=parcel_id)
        parcel.told = True
        parcel.save()
        transaction.on_commit(lambda: requests.post("https://carrier.example.com/told", timeout=10))  # ok: no-network-in-transaction — kept until the commit


def keep_in_outbox(parcel_id):
    with transaction.atomic():
        parcel = Parcel.objects.select_for_update().get(pk=parcel_id)
        parcel.outbox.create(topic="told")  # ok: no-network-in-transaction — a row of the same transaction


def tell_of_failure(parcel_id):
    with transaction.atomic():
        parcel = Parcel.objects.select_for_update().get(pk=parcel_id)
        try:
            parcel.pack()
        except ValueError:
            # ok: no-network-in-transaction — only when it has failed
            requests.post("https://alerts.example.com/parcels", timeout=5)
            raise


def parse_only(parcel_id, payload, signature):
    with transaction.atomic():
        parcel = Parcel.objects.select_for_update().get(pk=parcel_id)
        event = stripe.Webhook.construct_event(payload, signature, "whsec")  # ok: no-network-in-transaction — a signature is checked in the process
        parcel.event = event["id"]
        parcel.save()


class Mailer:
    def deliver(self, parcel):
        with smtplib.SMTP("mail.example.com") as server:
            server.send_message(parcel.mail())


@transaction.atomic()
def deliver_through_class(parcel_id):
    parcel = Parcel.objects.get(pk=parcel_id)
    return parcel


def deliver(parcel_id):
    with transaction.atomic():
        parcel = Parcel.objects.select_for_update().get(pk=parcel_id)
        Mailer().deliver(parcel)  # expect: no-network-in-transaction/holdsRows warning
