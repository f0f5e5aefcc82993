"""Deliveries to partners."""

import asyncio
import time

import backoff
import httpx
import requests
from tenacity import retry, stop_after_attempt, wait_exponential, wait_random_exponential

DELAYS = [2, 5, 10, 30]


def fetch_page(url: str):
    for attempt in range(4):
        try:
            return requests.get(url, timeout=10).json()
        except requests.RequestException:
            time.sleep(min(2**attempt, 60))  # expect: require-retry-jitter/clients warning
    raise RuntimeError("no page")


async def deliver(url: str, payload: dict):
    for attempt in range(1, 5):
        try:
            async with httpx.AsyncClient() as client:
                response = await client.post(url, json=payload)
                if response.is_success:
                    return True
        except httpx.TimeoutException:
            pass
        delay = DELAYS[min(attempt, len(DELAYS) - 1)]  # expect: require-retry-jitter/clients warning
        await asyncio.sleep(delay)
    return False


@retry(stop=stop_after_attempt(5), wait=wait_exponential(max=30))  # expect: require-retry-jitter/clients warning
def load_rates():
    return requests.get("https://rates.example.com", timeout=10).json()


@retry(stop=stop_after_attempt(5), wait=wait_random_exponential(max=30))  # ok: require-retry-jitter — full jitter
def load_prices():
    return requests.get("https://prices.example.com", timeout=10).json()


@backoff.on_exception(backoff.expo, requests.RequestException, max_tries=5)  # ok: require-retry-jitter — full jitter by default
def load_stock():
    return requests.get("https://stock.example.com", timeout=10).json()


@backoff.on_exception(backoff.expo, requests.RequestException, max_tries=5, jitter=None)
def load_zones():
    return requests.get("https://zones.example.com", timeout=10).json()


def fetch_paced(url: str):
    for attempt in range(4):
        try:
            return requests.get(url, timeout=10).json()
        except requests.RequestException:
            time.sleep(2)  # ok: require-retry-jitter — a short pace, the same for all attempts
    raise RuntimeError("no page")


def read_settings(path: str):
    for attempt in range(4):
        try:
            with open(path) as file:
                return file.read()
        except OSError:
            time.sleep(0.1 * 2**attempt)  # ok: require-retry-jitter — nobody else waits for this file
    raise RuntimeError("no settings")
