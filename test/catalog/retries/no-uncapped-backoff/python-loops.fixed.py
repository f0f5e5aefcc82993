import asyncio
import itertools
import random
import time

import requests


def fetch(url: str) -> requests.Response:
    for attempt in range(5):
        try:
            return requests.get(url, timeout=10)
        except requests.ConnectionError:
            time.sleep(min(2**attempt, 60))  # expect: no-uncapped-backoff/bounded advice
    raise RuntimeError("gave up")


def fetch_patiently(url: str) -> requests.Response:
    for attempt in range(16):
        try:
            return requests.get(url, timeout=10)
        except requests.ConnectionError:
            time.sleep(min(2**attempt + random.random(), 600))  # expect: no-uncapped-backoff/tooLong error
    raise RuntimeError("gave up")


def consume(queue) -> None:
    delay = 1
    while True:
        try:
            queue.drain()
            delay = 1
        except ConnectionError:
            time.sleep(delay)
            delay = min(delay * 2, 600)  # expect: no-uncapped-backoff/endless error


async def connect(client) -> None:
    for attempt in itertools.count():
        try:
            return await client.connect()
        except OSError:
            await asyncio.sleep(min(1.5**attempt, 600))  # expect: no-uncapped-backoff/endless error


def consume_capped(queue) -> None:
    delay = 1
    while True:
        try:
            queue.drain()
        except ConnectionError:
            time.sleep(delay)
            delay = min(delay * 2, 60)  # ok: no-uncapped-backoff — capped where it grows


def consume_clamped(queue) -> None:
    wait = 0.5
    while True:
        try:
            queue.drain()
        except ConnectionError:
            time.sleep(min(wait, 30))
            wait *= 2  # ok: no-uncapped-backoff — capped where it is used


def poll(job) -> None:
    while not job.done():
        time.sleep(5)  # ok: no-uncapped-backoff — constant


def send_in_batches(batches) -> None:
    for index, batch in enumerate(batches):
        batch.send()
        time.sleep(len(batch) * 0.1)  # ok: no-uncapped-backoff — grows with the batch, not with attempts


def backoff_in_name_only(url: str, backoff: float = 2.0) -> None:
    while True:
        try:
            requests.get(url, timeout=10)
            return
        except requests.ConnectionError:
            time.sleep(backoff)  # ok: no-uncapped-backoff — does not grow


def with_deadline(url: str) -> requests.Response:
    attempt = 0
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            return requests.get(url, timeout=10)
        except requests.ConnectionError:
            time.sleep(min(2**attempt, 600))  # expect: no-uncapped-backoff/limited advice
            attempt += 1
    raise TimeoutError


def wait_from_second_attempt(url: str) -> requests.Response:
    attempt = 0
    while True:
        if attempt > 0:
            time.sleep(min(2**attempt, 600))  # expect: no-uncapped-backoff/endless error
        attempt += 1
        response = requests.get(url, timeout=10)
        if response.ok:
            return response
