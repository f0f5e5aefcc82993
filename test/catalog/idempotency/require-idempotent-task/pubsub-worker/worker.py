import json
import smtplib

from google.cloud import pubsub_v1

from store import Store


class InvoiceWorker:
    def __init__(self):
        self.subscriber = pubsub_v1.SubscriberClient()
        self.store = Store()

    def handle(self, message):
        invoice = json.loads(message.data)
        try:
            with smtplib.SMTP("mail.example.com") as smtp:
                smtp.sendmail("billing@example.com", invoice["email"], invoice["body"])  # expect: require-idempotent-task/repeatedAfterCrash error
            self.store.mark_sent(invoice["id"])
            message.ack()
        except OSError:
            message.nack()

    def handle_once(self, message):
        invoice = json.loads(message.data)
        if not self.store.claim_invoice(invoice["id"]):
            message.ack()
            return
        with smtplib.SMTP("mail.example.com") as smtp:
            smtp.sendmail("billing@example.com", invoice["email"], invoice["body"])  # ok: require-idempotent-task — claimed by compare and set
        self.store.mark_sent(invoice["id"])
        message.ack()

    def start(self):
        self.subscriber.subscribe("projects/p/subscriptions/invoices", callback=self.handle)
        self.subscriber.subscribe("projects/p/subscriptions/invoices-2", callback=self.handle_once)
