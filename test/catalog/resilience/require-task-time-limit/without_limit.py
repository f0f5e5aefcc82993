import smtplib
import time

import requests
from celery import Celery, shared_task

from .models import Feed, Invoice

app = Celery("billing")


@app.task
def refresh_feeds():  # expect: require-task-time-limit/mayHang warning
    for feed in Feed.objects.all():
        body = requests.get(feed.url)
        feed.store(body.text)


@shared_task
def remind_customers(invoice_ids):  # expect: require-task-time-limit/noLimit advice
    for invoice in Invoice.objects.filter(id__in=invoice_ids):
        _post_reminder(invoice)


def _post_reminder(invoice):
    requests.post("https://mail.example.com/reminders", json={"id": invoice.id}, timeout=(3.05, 20))


@app.task
def mail_statements(accounts):  # expect: require-task-time-limit/mayHang warning
    for account in accounts:
        with smtplib.SMTP("mail.example.com") as server:
            server.send_message(account.statement())


@app.task
def refresh_feed(feed_id):  # ok: require-task-time-limit — one call, no batch
    requests.get(Feed.objects.get(id=feed_id).url)


@app.task
def close_invoices(invoice_ids):  # ok: require-task-time-limit — waits for nobody
    for invoice in Invoice.objects.filter(id__in=invoice_ids):
        invoice.close()


@app.task
def refresh_all():  # ok: require-task-time-limit — each item is a task of its own
    for feed in Feed.objects.all():
        refresh_feed.delay(feed.id)
        time.sleep(0.1)


@app.task(soft_time_limit=3300, time_limit=3600)
def refresh_slowly():  # ok: require-task-time-limit — the limit frees the worker, and nothing tells how long a call waits
    for feed in Feed.objects.all():
        requests.get(feed.url)


@app.task
def call_with_options(feeds, **kwargs):  # ok: require-task-time-limit — the time-out may be in what is handed on
    for feed in feeds:
        requests.get(feed.url, **kwargs)


def refresh_by_hand():  # ok: require-task-time-limit — no task
    for feed in Feed.objects.all():
        requests.get(feed.url)


@app.task
def announce(invoice_id, n_tries=5):  # ok: require-task-time-limit — tries one thing again
    for attempt in range(n_tries):
        if requests.post("https://hooks.example.com/invoices", json={"id": invoice_id}, timeout=10).ok:
            return


@app.task
def tell_webhooks(invoice_id):  # ok: require-task-time-limit — the few webhooks of one account
    user_webhooks = Invoice.objects.get(id=invoice_id).account.webhooks()
    for webhook in user_webhooks:
        requests.post(webhook.url, json={"id": invoice_id}, timeout=3)
