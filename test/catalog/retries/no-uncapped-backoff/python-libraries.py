import backoff
import dramatiq
import httpx
import retrying
import stamina
from retry import retry as plain_retry
from tenacity import retry, stop_after_attempt, stop_after_delay, wait_chain, wait_exponential, wait_fixed, wait_random
from urllib3.util.retry import Retry


@retry(stop=stop_after_attempt(5), wait=wait_exponential(multiplier=1, min=2))  # expect: no-uncapped-backoff/bounded advice
def load_prices():
    return httpx.get("https://prices.example.com").json()


@retry(wait=wait_exponential(multiplier=2))  # expect: no-uncapped-backoff/endless error
def load_stock():
    return httpx.get("https://stock.example.com").json()


@retry(stop=stop_after_attempt(20), wait=wait_exponential() + wait_random(0, 2))  # expect: no-uncapped-backoff/tooLong error
def load_orders():
    return httpx.get("https://orders.example.com").json()


@retry(stop=stop_after_delay(300), wait=wait_exponential())  # expect: no-uncapped-backoff/limited advice
def load_customers():
    return httpx.get("https://customers.example.com").json()


@retry(wait=wait_exponential(multiplier=1, max=60))  # ok: no-uncapped-backoff — max
def load_capped():
    return httpx.get("https://prices.example.com").json()


@retry(wait=wait_chain(*[wait_fixed(3) for _ in range(3)], wait_fixed(9)))  # ok: no-uncapped-backoff — a table
def load_chained():
    return httpx.get("https://prices.example.com").json()


@backoff.on_exception(backoff.expo, httpx.HTTPError)  # expect: no-uncapped-backoff/endless error
def push_event(event):
    httpx.post("https://events.example.com", json=event).raise_for_status()


@backoff.on_exception(backoff.expo, httpx.HTTPError, max_tries=6)  # expect: no-uncapped-backoff/bounded advice
def push_metric(event):
    httpx.post("https://metrics.example.com", json=event).raise_for_status()


@backoff.on_exception(backoff.expo, httpx.HTTPError, max_value=30)  # ok: no-uncapped-backoff — max_value
def push_log(event):
    httpx.post("https://logs.example.com", json=event).raise_for_status()


@backoff.on_exception(backoff.constant, httpx.HTTPError, interval=5)  # ok: no-uncapped-backoff — constant
def push_trace(event):
    httpx.post("https://traces.example.com", json=event).raise_for_status()


@retrying.retry(wait_exponential_multiplier=1000)  # expect: no-uncapped-backoff/endless error
def read_sensor():
    return httpx.get("http://sensor.local").json()


@retrying.retry(wait_exponential_multiplier=1000, wait_exponential_max=10000)  # ok: no-uncapped-backoff — capped in ms
def read_gauge():
    return httpx.get("http://gauge.local").json()


@plain_retry(httpx.HTTPError, tries=4, delay=2, backoff=2)  # expect: no-uncapped-backoff/bounded advice
def read_meter():
    return httpx.get("http://meter.local").json()


@plain_retry(httpx.HTTPError, tries=4, delay=2)  # ok: no-uncapped-backoff — backoff is 1
def read_clock():
    return httpx.get("http://clock.local").json()


@stamina.retry(on=httpx.HTTPError, attempts=50)  # ok: no-uncapped-backoff — wait_max is 5 s by default
def read_door():
    return httpx.get("http://door.local").json()


@dramatiq.actor(max_retries=10)  # ok: no-uncapped-backoff — max_backoff is 7 days by default
def rebuild_index():
    httpx.post("http://search.local/rebuild")


RETRIES = Retry(total=8, backoff_factor=1)  # ok: no-uncapped-backoff — backoff_max is 120 s
