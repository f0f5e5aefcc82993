import json
import os

import httpx
import requests
from celery import shared_task

from catalogue.models import Product


# expect: no-permanent-error-retry/mistake warning
@shared_task(autoretry_for=(Exception,), dont_autoretry_for=(FileNotFoundError,), retry_backoff=15, max_retries=3)
def import_feed(path):
    with open(path) as feed:
        rows = json.load(feed)
    for row in rows:
        Product.objects.update_or_create(sku=row["sku"], defaults=row)


# ok: no-permanent-error-retry — a missing file is not in the list
@shared_task(autoretry_for=(requests.RequestException,), retry_backoff=15, max_retries=3)
def import_listed_feed(path):
    with open(path) as feed:
        rows = json.load(feed)
    for row in rows:
        Product.objects.update_or_create(sku=row["sku"], defaults=row)


# ok: no-permanent-error-retry — dont_autoretry_for takes it out
@shared_task(autoretry_for=(Exception,), dont_autoretry_for=(FileNotFoundError,), max_retries=3)
def import_feed_if_there(path):
    with open(path) as feed:
        rows = feed.readlines()
    Product.objects.bulk_import(rows)


# expect: no-permanent-error-retry/refusal warning
@shared_task(autoretry_for=(requests.RequestException,), retry_backoff=True, max_retries=5)
def push_stock(sku, level):
    response = requests.put(f"https://shop.example.com/stock/{sku}", json={"level": level}, timeout=10)
    response.raise_for_status()


# ok: no-permanent-error-retry — only lost connections and time-outs are in the list
@shared_task(autoretry_for=(requests.ConnectionError, requests.Timeout), retry_backoff=True, max_retries=5)
def push_price(sku, price):
    response = requests.put(f"https://shop.example.com/prices/{sku}", json={"price": price}, timeout=10)
    response.raise_for_status()


# ok: no-permanent-error-retry — refusals have left before the rest is raised
@shared_task(autoretry_for=(requests.RequestException,), retry_backoff=True, max_retries=5)
def push_title(sku, title):
    response = requests.put(f"https://shop.example.com/titles/{sku}", json={"title": title}, timeout=10)
    if 400 <= response.status_code < 500 and response.status_code != 429:
        return {"refused": response.status_code}
    response.raise_for_status()
    return None


# expect: no-permanent-error-retry/refusal advice
@shared_task(autoretry_for=(httpx.HTTPStatusError,), retry_backoff=True, max_retries=5)
def refresh_index(client, sku):
    client.reindex(sku)


# ok: no-permanent-error-retry — a file that it writes itself
@shared_task(autoretry_for=(Exception,), retry_backoff=15, max_retries=3)
def export_feed(path):
    with open(path, "w") as feed:
        json.dump(list(Product.objects.values()), feed)


def api_key():
    key = os.environ.get("SHOP_API_KEY")
    if not key:
        raise ValueError("SHOP_API_KEY is not set")
    return key


@shared_task(bind=True, max_retries=4)
def push_order(self, order_id):
    try:
        key = api_key()
        requests.post("https://shop.example.com/orders", json={"id": order_id}, headers={"X-Key": key}, timeout=10)
    except Exception as exc:
        # expect: no-permanent-error-retry/mistake warning
        raise self.retry(exc=exc, countdown=30)


@shared_task(bind=True, max_retries=4)
def push_return(self, order_id):
    try:
        key = api_key()
        requests.post("https://shop.example.com/returns", json={"id": order_id}, headers={"X-Key": key}, timeout=10)
    except ValueError:
        return {"status": "not configured"}
    except Exception as exc:
        # ok: no-permanent-error-retry — the handler above takes the mistake
        raise self.retry(exc=exc, countdown=30)


@shared_task(bind=True, max_retries=4)
def push_batch(self, order_ids):
    for index, order_id in enumerate(order_ids):
        try:
            requests.post("https://shop.example.com/orders", json={"id": order_id, "key": api_key()}, timeout=10)
        except Exception as exc:
            # ok: no-permanent-error-retry — it goes on with the rest, not with what failed
            raise self.retry(exc=exc, countdown=30, args=(order_ids[index + 1 :],))
