import time
import uuid
from datetime import date, datetime

import requests
import stripe
from tenacity import retry, stop_after_attempt, wait_exponential


@retry(stop=stop_after_attempt(4), wait=wait_exponential(max=20))
def refund(charge_id, amount):
    # expect: no-unstable-idempotency-key/newEachTime error
    return stripe.Refund.create(charge=charge_id, amount=amount, idempotency_key=uuid.uuid4().hex)


@retry(stop=stop_after_attempt(4), wait=wait_exponential(max=20))
def refund_once(charge_id, amount):
    # ok: no-unstable-idempotency-key — derived from what is refunded
    return stripe.Refund.create(charge=charge_id, amount=amount, idempotency_key=f"refund-{charge_id}-{amount}")


def refund_with_handed_key(charge_id, amount):
    key = uuid.uuid4().hex  # ok: no-unstable-idempotency-key — made once, before the attempts
    for attempt in range(3):
        try:
            return stripe.Refund.create(charge=charge_id, amount=amount, idempotency_key=key)
        except stripe.error.APIConnectionError:
            time.sleep(2**attempt)
    return None


def refund_with_own_keys(charge_id, amount):
    for attempt in range(3):
        try:
            # expect: no-unstable-idempotency-key/newEachTime error
            return stripe.Refund.create(charge=charge_id, amount=amount, idempotency_key=f"{charge_id}-{time.time_ns()}")
        except stripe.error.APIConnectionError:
            time.sleep(2**attempt)
    return None


@retry(stop=stop_after_attempt(4), wait=wait_exponential(max=20))
def send_digest(account_id):
    # ok: no-unstable-idempotency-key — one digest for each account and day, whenever it is tried
    headers = {"Idempotency-Key": f"digest-{account_id}-{date.today().isoformat()}"}
    requests.post("https://mail.example.com/v1/messages", json={"account": account_id}, headers=headers, timeout=10)


@retry(stop=stop_after_attempt(4), wait=wait_exponential(max=20))
def send_hourly(account_id):
    # ok: no-unstable-idempotency-key — the clock is cut to the hour
    headers = {"Idempotency-Key": f"hourly-{account_id}-{datetime.now().strftime('%Y%m%d%H')}"}
    requests.post("https://mail.example.com/v1/messages", json={"account": account_id}, headers=headers, timeout=10)


@retry(stop=stop_after_attempt(4), wait=wait_exponential(max=20))
def send_alarm(account_id):
    # expect: no-unstable-idempotency-key/newEachTime error
    headers = {"Idempotency-Key": f"alarm-{account_id}-{datetime.now().isoformat()}"}
    requests.post("https://mail.example.com/v1/messages", json={"account": account_id}, headers=headers, timeout=10)


@retry(stop=stop_after_attempt(4), wait=wait_exponential(max=20))
def send_kept(account_id, stored_key=None):
    # ok: no-unstable-idempotency-key — the key of an earlier run comes first
    headers = {"Idempotency-Key": stored_key or str(uuid.uuid4())}
    requests.post("https://mail.example.com/v1/messages", json={"account": account_id}, headers=headers, timeout=10)


@retry(stop=stop_after_attempt(4), wait=wait_exponential(max=20))
def send_named(account_id):
    # ok: no-unstable-idempotency-key — version 5 is made of a name and is always the same
    headers = {"Idempotency-Key": str(uuid.uuid5(uuid.NAMESPACE_URL, f"account/{account_id}"))}
    requests.post("https://mail.example.com/v1/messages", json={"account": account_id}, headers=headers, timeout=10)


def on_button(account_id):
    # ok: no-unstable-idempotency-key — once for each press of the button; nothing runs this again
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    requests.post("https://mail.example.com/v1/messages", json={"account": account_id}, headers=headers, timeout=10)
