import json

from celery import shared_task

from catalogue.models import Product


# expect: no-permanent-error-retry/mistake warning
@shared_task(autoretry_for=(Exception,), dont_autoretry_for=(ValueError,), retry_backoff=15, max_retries=3)
def import_prices(feed):
    for row in json.loads(feed):
        Product.objects.update_or_create(sku=row["sku"], defaults={"price": row["price"]})


# ok: no-permanent-error-retry — a mistake is not in the list
@shared_task(autoretry_for=(ConnectionError,), retry_backoff=15, max_retries=3)
def import_levels(feed):
    for row in json.loads(feed):
        Product.objects.update_or_create(sku=row["sku"], defaults={"level": row["level"]})
