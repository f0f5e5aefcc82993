import requests

from app.retries import schedule_retry


def deliver(session, url, payload):
    try:
        requests.post(url, json=payload, timeout=10).raise_for_status()
    except requests.RequestException:
        schedule_retry(session, url)
