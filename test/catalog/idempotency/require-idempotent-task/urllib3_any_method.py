import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

crm = requests.Session()
crm.mount("https://", HTTPAdapter(max_retries=Retry(total=3, backoff_factor=0.5, allowed_methods=None)))

reports = requests.Session()
reports.mount("https://", HTTPAdapter(max_retries=Retry(total=3, backoff_factor=0.5)))


def create_contact(contact: dict) -> str:
    # `allowed_methods=None` means every method: a POST whose answer is lost goes out again, four requests in all.
    return crm.post("https://crm.example.com/contacts", json=contact, timeout=10).json()["id"]  # expect: require-idempotent-task/repeatedAfterLostAnswer error


def find_contact(email: str) -> dict:
    return crm.get("https://crm.example.com/contacts", params={"email": email}, timeout=10).json()  # ok: require-idempotent-task — a GET


def replace_contact(contact_id: str, contact: dict) -> None:
    crm.put(f"https://crm.example.com/contacts/{contact_id}", json=contact, timeout=10)  # ok: require-idempotent-task — the same state again
