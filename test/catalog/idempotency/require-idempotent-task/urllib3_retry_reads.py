import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

session = requests.Session()
session.mount("https://", HTTPAdapter(max_retries=Retry(total=4, backoff_factor=1)))


def create_order(order: dict) -> dict:
    return session.post("https://erp.example.com/orders", json=order, timeout=10).json()  # ok: require-idempotent-task — POST is not among the default methods
