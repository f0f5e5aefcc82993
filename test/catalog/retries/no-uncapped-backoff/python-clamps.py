import random
import time

import requests

MAX_DELAY = 30
BASE = 0.5


def fetch(url: str) -> requests.Response:
    for attempt in range(20):
        try:
            return requests.get(url, timeout=10)
        except requests.ConnectionError:
            delay = BASE * 2**attempt
            if delay > MAX_DELAY:
                delay = MAX_DELAY
            time.sleep(delay)  # ok: no-uncapped-backoff — clamped by a statement
    raise RuntimeError("gave up")


def fetch_forever(url: str) -> requests.Response:
    delay = BASE
    while True:
        try:
            return requests.get(url, timeout=10)
        except requests.ConnectionError:
            time.sleep(delay)
            delay *= 2  # ok: no-uncapped-backoff — the next line holds it
            if delay >= MAX_DELAY:
                delay = MAX_DELAY


def fetch_with_jitter(url: str) -> requests.Response:
    while True:
        try:
            return requests.get(url, timeout=10)
        except requests.ConnectionError:
            delay = BASE
            delay *= random.uniform(0.5, 1.5)  # ok: no-uncapped-backoff — starts again every time
            time.sleep(delay)


def fetch_twenty_times(url: str) -> requests.Response:
    for attempt in range(20):
        try:
            return requests.get(url, timeout=10)
        except requests.ConnectionError:
            delay = BASE * 2**attempt  # expect: no-uncapped-backoff/tooLong error
            delay += random.random()
            time.sleep(delay)
    raise RuntimeError("gave up")


def next_delay(attempt: int) -> float:
    delay = BASE * 2**attempt
    if delay > MAX_DELAY:
        delay = MAX_DELAY
    return delay  # ok: no-uncapped-backoff — a helper that clamps


def fetch_by_helper(url: str) -> requests.Response:
    for attempt in range(40):
        try:
            return requests.get(url, timeout=10)
        except requests.ConnectionError:
            time.sleep(next_delay(attempt))  # ok: no-uncapped-backoff — see the helper
    raise RuntimeError("gave up")
