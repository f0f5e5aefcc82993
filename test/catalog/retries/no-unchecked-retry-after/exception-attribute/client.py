import requests

from errors import Paused, RateLimited


def push(order: dict) -> str:
    response = requests.post("https://erp.example.com/orders", json=order, timeout=20)
    if response.status_code == 429:
        raise RateLimited("the ERP is busy", int(response.headers.get("Retry-After", "30")))
    if response.status_code == 423:
        raise Paused("the ERP is closed for the night", 60)
    response.raise_for_status()
    return response.json()["id"]
