import logging

import requests
from tenacity import retry, retry_if_result, stop_after_attempt, wait_fixed

logger = logging.getLogger(__name__)


# expect: no-silent-failure-retry/generator error
@retry(stop=stop_after_attempt(3), wait=wait_fixed(1))
def pages(url):
    while url:
        response = requests.get(url, timeout=10)
        response.raise_for_status()
        page = response.json()
        yield from page["items"]
        url = page.get("next")


# expect: no-silent-failure-retry/swallowed error
@retry(stop=stop_after_attempt(3), wait=wait_fixed(1))
def rate_of(currency):
    try:
        response = requests.get(f"https://rates.example.com/{currency}", timeout=10)
        response.raise_for_status()
        return response.json()["rate"]
    except Exception as exc:
        logger.warning("no rate for %s: %s", currency, exc)
        return None


# ok: no-silent-failure-retry — the result is what the retry looks at
@retry(retry=retry_if_result(lambda rate: rate is None), stop=stop_after_attempt(3), wait=wait_fixed(1))
def rate_or_none(currency):
    try:
        response = requests.get(f"https://rates.example.com/{currency}", timeout=10)
        response.raise_for_status()
        return response.json()["rate"]
    except Exception:
        return None


# ok: no-silent-failure-retry — the page is read inside the function
@retry(stop=stop_after_attempt(3), wait=wait_fixed(1))
def page_of(url):
    response = requests.get(url, timeout=10)
    response.raise_for_status()
    return response.json()
