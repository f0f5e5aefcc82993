"""What ends the retries of each library when nothing is said."""

import backoff
import dramatiq
import httpx
import stamina
import tenacity
from google.api_core.retry import Retry as ApiRetry
from google.cloud import tasks_v2
from huey import RedisHuey
from procrastinate import App, RetryStrategy
from retry import retry
from retrying import retry as retrying
from rq import Retry as JobRetry
from temporalio.common import RetryPolicy
from urllib3.util import Retry

huey = RedisHuey()
app = App(connector=None)


@tenacity.retry  # expect: no-unbounded-retry/byDefault error
def read_rates():
    return httpx.get("https://rates.example.com").raise_for_status()


@tenacity.retry(wait=tenacity.wait_fixed(2))  # expect: no-unbounded-retry/byDefault error
def read_rates_slowly():
    return httpx.get("https://rates.example.com").raise_for_status()


@tenacity.retry(stop=tenacity.stop_after_delay(30))  # ok: no-unbounded-retry — 30 s at most
def read_rates_briefly():
    return httpx.get("https://rates.example.com").raise_for_status()


@retrying  # expect: no-unbounded-retry/byDefault error
def read_stock():
    return httpx.get("https://stock.example.com").raise_for_status()


@retrying(stop_max_delay=10_000)  # ok: no-unbounded-retry — 10 s at most
def read_stock_briefly():
    return httpx.get("https://stock.example.com").raise_for_status()


@retry(OSError, delay=1)  # expect: no-unbounded-retry/byDefault error
def read_orders():
    return httpx.get("https://orders.example.com").raise_for_status()


@retry(OSError, tries=-1, delay=1)  # expect: no-unbounded-retry/byChoice warning
def read_orders_for_ever():
    return httpx.get("https://orders.example.com").raise_for_status()


@backoff.on_exception(backoff.expo, httpx.HTTPError)  # expect: no-unbounded-retry/byDefault error
def read_users():
    return httpx.get("https://users.example.com").raise_for_status()


@backoff.on_exception(backoff.expo, httpx.HTTPError, max_time=60)  # ok: no-unbounded-retry — a minute at most
def read_users_briefly():
    return httpx.get("https://users.example.com").raise_for_status()


@stamina.retry(on=httpx.HTTPError)  # ok: no-unbounded-retry — ten attempts and 45 s by default
def read_news():
    return httpx.get("https://news.example.com").raise_for_status()


@stamina.retry(on=httpx.HTTPError, attempts=None)  # ok: no-unbounded-retry — 45 s by default
def read_news_often():
    return httpx.get("https://news.example.com").raise_for_status()


@stamina.retry(on=httpx.HTTPError, attempts=None, timeout=None)  # expect: no-unbounded-retry/byChoice warning
def read_news_for_ever():
    return httpx.get("https://news.example.com").raise_for_status()


@dramatiq.actor  # ok: no-unbounded-retry — 20 retries by default
def import_orders(shop_id):
    read_orders()


@dramatiq.actor(max_retries=None)  # expect: no-unbounded-retry/byChoice warning
def import_orders_for_ever(shop_id):
    read_orders()


@huey.task(retries=3)  # ok: no-unbounded-retry — three
def export_orders(shop_id):
    read_orders()


@app.task(retry=True)  # expect: no-unbounded-retry/byChoice warning
def sync_orders(shop_id):
    read_orders()


@app.task(retry=5)  # ok: no-unbounded-retry — five
def sync_stock(shop_id):
    read_stock()


STRATEGY = RetryStrategy(exponential_wait=5)  # expect: no-unbounded-retry/byDefault warning
LIMITED_STRATEGY = RetryStrategy(max_attempts=5, exponential_wait=5)  # ok: no-unbounded-retry — max_attempts
ACTIVITY_RETRY = RetryPolicy()  # expect: no-unbounded-retry/byDefault warning
LIMITED_ACTIVITY_RETRY = RetryPolicy(maximum_attempts=5)  # ok: no-unbounded-retry — maximum_attempts

QUEUE_RETRY = tasks_v2.RetryConfig(max_doublings=5)  # ok: no-unbounded-retry — the platform picks a default
QUEUE_RETRY_FOR_EVER = tasks_v2.RetryConfig(max_attempts=-1)  # expect: no-unbounded-retry/byChoice warning

JOB_RETRY = JobRetry(max=3)  # ok: no-unbounded-retry — three
POLICY = Retry(total=5)  # ok: no-unbounded-retry — five
API_RETRY = ApiRetry()  # ok: no-unbounded-retry — 120 s by default
API_RETRY_FOR_EVER = ApiRetry(timeout=None)  # expect: no-unbounded-retry/byDefault error
