import time

import httpx
import requests


def ping(url):
    for attempt in range(3):
        try:
            # expect: no-silent-failure-retry/answer warning
            requests.post(url, timeout=5).raise_for_status()
            return True
        except requests.RequestException:
            time.sleep(2**attempt)
    return False


def ping_checked(url):
    for attempt in range(3):
        try:
            # ok: no-silent-failure-retry — raise_for_status makes an exception of a 503
            requests.post(url, timeout=5).raise_for_status()
            return True
        except requests.ConnectionError:
            time.sleep(2**attempt)
    return False


def is_up(url):
    for attempt in range(3):
        try:
            # ok: no-silent-failure-retry — the status is the result
            return httpx.get(url, timeout=5).status_code == 200
        except httpx.TransportError:
            time.sleep(2**attempt)
    return False
