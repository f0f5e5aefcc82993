import time

from django.core.management.base import BaseCommand
from django.db import OperationalError, connections


class Command(BaseCommand):
    def handle(self, *args, **options):
        connection = None
        while not connection:  # ok: no-unbounded-retry — whoever started the command may stop it
            try:
                connection = connections["default"]
                connection.cursor()
            except OperationalError:
                time.sleep(1)
