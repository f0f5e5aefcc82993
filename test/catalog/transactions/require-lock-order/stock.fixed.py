from celery import shared_task
from django.db import transaction
from django.db.models import F

from .models import Movement, Stock


@shared_task
def book(lines):
    with transaction.atomic():
        for line in sorted(lines, key=lambda line: line["sku"]):  # expect: require-lock-order/callerOrder advice
            Stock.objects.filter(sku=line["sku"]).update(left=F("left") - line["count"])


@shared_task
def close(skus):
    with transaction.atomic():
        for sku in sorted(skus):  # expect: require-lock-order/callerOrder advice
            Stock.objects.select_for_update().get(sku=sku).close()


@shared_task
def book_sorted(lines):
    with transaction.atomic():
        for line in sorted(lines, key=lambda line: line["sku"]):  # ok: require-lock-order — in the order of the keys
            Stock.objects.filter(sku=line["sku"]).update(left=F("left") - line["count"])


@shared_task
def book_after_sort(lines):
    lines.sort(key=lambda line: line["sku"])
    with transaction.atomic():
        for line in lines:  # ok: require-lock-order — sorted before
            Stock.objects.filter(sku=line["sku"]).update(left=F("left") - line["count"])


@shared_task
def book_each(lines):
    for line in lines:  # ok: require-lock-order — each statement is a transaction
        Stock.objects.filter(sku=line["sku"]).update(left=F("left") - line["count"])


@shared_task
def book_one_by_one(lines):
    for line in lines:  # ok: require-lock-order — a transaction for each row
        with transaction.atomic():
            Stock.objects.filter(sku=line["sku"]).update(left=F("left") - line["count"])


@shared_task
def record(lines):
    with transaction.atomic():
        for line in lines:  # ok: require-lock-order — new rows are nobody else's
            Movement.objects.create(sku=line["sku"], count=line["count"])


@shared_task
def take_free(skus):
    with transaction.atomic():
        for sku in skus:  # ok: require-lock-order — waits for nobody
            Stock.objects.select_for_update(skip_locked=True).filter(sku=sku).first()


def book_by_hand(lines):
    with transaction.atomic():
        for line in lines:  # ok: require-lock-order — no worker takes it up
            Stock.objects.filter(sku=line["sku"]).update(left=F("left") - line["count"])


@shared_task
def book_locked(lines):
    with transaction.atomic():
        list(Stock.objects.select_for_update().filter(sku__in=[line["sku"] for line in lines]).order_by("sku"))
        for line in lines:  # ok: require-lock-order — all of them are locked before, in one order
            Stock.objects.filter(sku=line["sku"]).update(left=F("left") - line["count"])
