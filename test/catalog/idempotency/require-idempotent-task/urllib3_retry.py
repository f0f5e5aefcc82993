import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry


class ErpClient:
    def __init__(self):
        retry = Retry(total=4, backoff_factor=1, status_forcelist=[502, 503], allowed_methods=["GET", "POST"])
        self.session = requests.Session()
        self.session.mount("https://", HTTPAdapter(max_retries=retry))

    def create_order(self, order: dict) -> dict:
        return self.session.post("https://erp.example.com/orders", json=order, timeout=10).json()  # expect: require-idempotent-task/repeatedAfterLostAnswer error

    def create_order_keyed(self, order: dict, reference: str) -> dict:
        headers = {"Idempotency-Key": reference}
        return self.session.post("https://erp.example.com/orders", json=order, headers=headers, timeout=10).json()  # ok: require-idempotent-task — keyed

    def find_orders(self, query: dict) -> dict:
        return self.session.post("https://erp.example.com/orders/search", json=query, timeout=10).json()  # ok: require-idempotent-task — a POST that reads
