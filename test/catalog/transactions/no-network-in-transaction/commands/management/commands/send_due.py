import requests
from django.core.management.base import BaseCommand
from django.db import transaction

from shop.models import Reminder


class Command(BaseCommand):
    def handle(self, *args, **options):
        with transaction.atomic():
            for reminder in Reminder.objects.select_for_update().filter(due=True):
                requests.post(reminder.url, json={"id": reminder.pk}, timeout=10)  # expect: no-network-in-transaction/holdsRows warning
                reminder.delete()

    def copy(self, source):
        with transaction.atomic():
            for row in source:
                reminder = Reminder.objects.create(url=row["url"])
                # ok: no-network-in-transaction — run by hand, and new rows are in nobody's way
                reminder.body = requests.get(row["url"], timeout=10).text
                reminder.save()
