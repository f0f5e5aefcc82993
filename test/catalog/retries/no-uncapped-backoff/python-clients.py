"""Each library's own way to say how long it waits."""

from datetime import timedelta

import backoff
import dramatiq
import httpx
import stamina
from aiohttp_retry import ExponentialRetry, FibonacciRetry, JitterRetry, ListRetry, RandomRetry
from botocore.config import Config
from google.api_core.retry import Retry as ApiRetry
from huey import RedisHuey
from procrastinate import RetryStrategy
from requests.adapters import HTTPAdapter
from retry import retry
from retrying import retry as retrying
from rq import Retry as JobRetry
from taskiq import SmartRetryMiddleware
from temporalio.common import RetryPolicy
from tenacity import retry as again
from tenacity import stop_after_attempt, wait_chain, wait_exponential, wait_fixed
from urllib3.util import Retry

huey = RedisHuey()


@retry(OSError, tries=6, delay=2, backoff=2)  # expect: no-uncapped-backoff/bounded advice
def read_rates():
    return httpx.get("https://rates.example.com").raise_for_status()


@retry(OSError, tries=6, delay=2, backoff=2, max_delay=30)  # ok: no-uncapped-backoff — max_delay
def read_rates_capped():
    return httpx.get("https://rates.example.com").raise_for_status()


@retry(OSError, tries=6, delay=2)  # ok: no-uncapped-backoff — the same every time
def read_rates_steadily():
    return httpx.get("https://rates.example.com").raise_for_status()


# In milliseconds: the last wait is 8.2 s.
@retrying(wait_exponential_multiplier=1000, stop_max_attempt_number=4)  # expect: no-uncapped-backoff/bounded advice
def read_stock():
    return httpx.get("https://stock.example.com").raise_for_status()


@retrying(wait_exponential_multiplier=1000, wait_exponential_max=10_000)  # ok: no-uncapped-backoff — 10 s at most
def read_stock_capped():
    return httpx.get("https://stock.example.com").raise_for_status()


@retrying(wait_fixed=2000)  # ok: no-uncapped-backoff — the same every time
def read_stock_steadily():
    return httpx.get("https://stock.example.com").raise_for_status()


@backoff.on_exception(backoff.fibo, OSError, max_tries=10)  # expect: no-uncapped-backoff/bounded advice
def read_orders():
    return httpx.get("https://orders.example.com").raise_for_status()


@backoff.on_exception(backoff.fibo, OSError, max_tries=40, max_value=60)  # ok: no-uncapped-backoff — max_value
def read_orders_capped():
    return httpx.get("https://orders.example.com").raise_for_status()


@backoff.on_exception(backoff.constant, OSError, interval=5)  # ok: no-uncapped-backoff — the same every time
def read_orders_steadily():
    return httpx.get("https://orders.example.com").raise_for_status()


@stamina.retry(on=OSError, attempts=100, timeout=None)  # ok: no-uncapped-backoff — 5 s at most by default
def read_users():
    return httpx.get("https://users.example.com").raise_for_status()


@again(wait=wait_chain(wait_fixed(1), wait_fixed(5), wait_fixed(30)), stop=stop_after_attempt(20))  # ok: no-uncapped-backoff — the last of the chain repeats
def read_news():
    return httpx.get("https://news.example.com").raise_for_status()


@again(wait=wait_exponential(multiplier=1, min=4, max=10), stop=stop_after_attempt(20))  # ok: no-uncapped-backoff — max
def read_weather():
    return httpx.get("https://weather.example.com").raise_for_status()


@dramatiq.actor  # ok: no-uncapped-backoff — 7 days at most by default
def import_orders(shop_id):
    read_orders()


@huey.task(retries=30, retry_delay=60)  # ok: no-uncapped-backoff — the same every time
def export_orders(shop_id):
    read_orders()


# doubles, up to 120 s by default
POLICY = Retry(total=20, backoff_factor=1)  # ok: no-uncapped-backoff — 120 s at most by default
ADAPTER = HTTPAdapter(max_retries=10)  # ok: no-uncapped-backoff — waits nothing
TRANSPORT = httpx.HTTPTransport(retries=16)  # expect: no-uncapped-backoff/tooLong error
SHORT_TRANSPORT = httpx.HTTPTransport(retries=3)  # expect: no-uncapped-backoff/bounded advice

SESSION_RETRY = ExponentialRetry(attempts=30)  # ok: no-uncapped-backoff — 30 s at most by default
JITTERED_RETRY = JitterRetry(attempts=30)  # ok: no-uncapped-backoff — 30 s at most by default
LISTED_RETRY = ListRetry(timeouts=[1, 5, 30])  # ok: no-uncapped-backoff — a list
FIBONACCI_RETRY = FibonacciRetry(attempts=30)  # ok: no-uncapped-backoff — 3 s at most by default
RANDOM_RETRY = RandomRetry(attempts=30, max_timeout=10)  # ok: no-uncapped-backoff — 10 s at most

JOB_RETRY = JobRetry(max=10, interval=[10, 60, 300])  # ok: no-uncapped-backoff — the last of the list repeats
TASK_RETRY = SmartRetryMiddleware(default_retry_count=30, use_delay_exponent=True)  # ok: no-uncapped-backoff — linear, 60 s at most by default
STRATEGY = RetryStrategy(max_attempts=6, exponential_wait=5)  # expect: no-uncapped-backoff/tooLong error
STEADY_STRATEGY = RetryStrategy(max_attempts=6, wait=30)  # ok: no-uncapped-backoff — the same every time

ACTIVITY_RETRY = RetryPolicy(initial_interval=timedelta(seconds=5), maximum_attempts=40)  # ok: no-uncapped-backoff — 100 times the first interval at most
AWS = Config(retries={"max_attempts": 15, "mode": "standard"})  # ok: no-uncapped-backoff — 20 s at most
API_RETRY = ApiRetry(timeout=None)  # ok: no-uncapped-backoff — 60 s at most by default
