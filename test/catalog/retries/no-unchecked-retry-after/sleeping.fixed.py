import re
import time

import httpx
import requests

MAX_WAIT = 120


def list_invoices(session: requests.Session, url: str) -> list[dict]:
    for attempt in range(4):
        response = session.get(url, timeout=15)
        if response.status_code != 429:
            response.raise_for_status()
            return response.json()["invoices"]
        # expect: no-unchecked-retry-after/unbounded warning
        time.sleep(float(response.headers["Retry-After"]))
    return []


def fetch_customer(client: httpx.Client, customer_id: str) -> dict:
    try:
        response = client.get(f"/customers/{customer_id}")
        response.raise_for_status()
    except httpx.HTTPStatusError as exc:
        if exc.response.status_code != 429:
            raise
        wait = None
        if "Retry-After" in exc.response.headers:
            try:
                wait = int(exc.response.headers["Retry-After"])
            except ValueError:
                pass
        if wait:
            # expect: no-unchecked-retry-after/unbounded warning
            time.sleep(min(max(wait, 1), 300))
        response = client.get(f"/customers/{customer_id}")
    return response.json()


def wait_as_told(message: str) -> None:
    told = re.search(r"retry in (\d+) seconds", message)
    if told:
        # expect: no-unchecked-retry-after/unbounded warning
        time.sleep(int(told.group(1)))


def page_with_cap(session: requests.Session, url: str) -> requests.Response:
    response = session.get(url, timeout=15)
    if response.status_code == 429:
        try:
            wait = int(response.headers.get("Retry-After", "5"))
        except ValueError:
            wait = 5
        # ok: no-unchecked-retry-after — held between one second and MAX_WAIT
        time.sleep(max(1, min(wait, MAX_WAIT)))
    return session.get(url, timeout=15)


def page_or_nothing(session: requests.Session, url: str) -> requests.Response | None:
    response = session.get(url, timeout=15)
    if response.status_code != 429:
        return response
    header = response.headers.get("Retry-After", "5")
    wait = int(header) if header.isdigit() else 5
    if wait > MAX_WAIT:
        return None
    if wait < 1:
        wait = 1
    # ok: no-unchecked-retry-after — a longer delay has left above
    time.sleep(wait)
    return session.get(url, timeout=15)


def page_with_raising_parser(session: requests.Session, url: str) -> requests.Response:
    response = session.get(url, timeout=15)
    if response.status_code == 429:
        # expect: no-unchecked-retry-after/dateLost advice
        time.sleep(min(max(int(response.headers["Retry-After"]), 1), MAX_WAIT))
    return session.get(url, timeout=15)


def polite_pause(settings) -> None:
    # ok: no-unchecked-retry-after — the program's own setting
    time.sleep(settings.retry_after)
