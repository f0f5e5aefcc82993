import requests
from celery import shared_task
from tenacity import retry, wait_exponential, stop_after_attempt

from shop.erp import post_order


# The rates are read when the shop opens.
@retry(wait=wait_exponential(max=10), stop=stop_after_attempt(5))  # expect: no-unbounded-retry/byDefault error
def load_rates():
    return requests.get("https://rates.example.com", timeout=5).json()


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5)  # expect: no-unbounded-retry/byChoice warning
def send_order(order_id: int):
    post_order(order_id)
