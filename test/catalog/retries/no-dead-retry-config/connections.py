import httpx
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

NO_STATUS = Retry(connect=3, read=0)  # expect: no-dead-retry-config/neverUsed warning


def crm_session():
    session = requests.Session()
    # The CRM answers 502 and 503 while it is deployed.
    # expect: no-dead-retry-config/connectionsOnly warning
    session.mount("https://", HTTPAdapter(max_retries=3))
    return session


def billing_session():
    session = requests.Session()
    # expect: no-dead-retry-config/connectionsOnly warning
    policy = Retry(total=5, backoff_factor=1)  # retry on 429 and on server errors
    session.mount("https://", HTTPAdapter(max_retries=policy))
    return session


def search_client():
    """A client that retries when the status is 503."""
    # expect: no-dead-retry-config/connectionsOnly warning
    return httpx.Client(transport=httpx.HTTPTransport(retries=3))


def push(order):
    # expect: no-dead-retry-config/neverUsed warning
    adapter = HTTPAdapter(max_retries=Retry(total=3, status_forcelist=[503]))
    return requests.post("https://erp.example.com/orders", json=order, timeout=5)


def pull(order_id):
    # expect: no-dead-retry-config/idleSession warning
    session = requests.Session()
    session.mount("https://", HTTPAdapter(max_retries=2))
    return requests.get(f"https://erp.example.com/orders/{order_id}", timeout=5)


def plain_session():
    session = requests.Session()
    # Connections to the CRM break now and then.
    session.mount("https://", HTTPAdapter(max_retries=3))  # ok: no-dead-retry-config — connections are what it retries
    return session


def full_session():
    session = requests.Session()
    # The CRM answers 503 while it is deployed.
    policy = Retry(total=3, status_forcelist=[503])  # ok: no-dead-retry-config — the statuses are named
    session.mount("https://", HTTPAdapter(max_retries=policy))
    return session


def no_retries():
    # A 503 is told to the user at once.
    return httpx.Client(transport=httpx.HTTPTransport(retries=0))  # ok: no-dead-retry-config — none are asked for


def connection_session():
    session = requests.Session()
    # Connections only: a 503 is not retried here, the caller does.
    session.mount("https://", HTTPAdapter(max_retries=3))  # ok: no-dead-retry-config — the comment knows
    return session
