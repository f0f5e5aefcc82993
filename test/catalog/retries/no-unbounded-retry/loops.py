import time

import pika
import requests
from redis import Redis, WatchError

from shop.queue import stop_event


def acquire(r: Redis, key: str, owner: str) -> str:
    while True:  # expect: no-unbounded-retry/poll warning
        if r.set(key, owner, nx=True, px=30_000):
            return owner
        time.sleep(0.1)


def test_source(jobs, source_id: int):
    job = jobs.test_connection.delay(source_id)
    while not (job.is_finished or job.is_failed):  # expect: no-unbounded-retry/poll warning
        time.sleep(1)
        job.refresh()
    return job.result


def fetch_page(url: str):
    while True:  # expect: no-unbounded-retry/loop warning
        try:
            return requests.get(url, timeout=10).json()
        except requests.RequestException:
            time.sleep(5)


def fetch_limited(url: str):
    while True:  # expect: no-unbounded-retry/loop warning
        response = requests.get(url, timeout=10)
        if response.status_code == 429:
            time.sleep(10)
            continue
        return response.json()


class Feed:
    def load(self, url: str):
        try:
            return requests.get(url, timeout=10).json()
        except requests.RequestException:
            time.sleep(5)
            return self.load(url)  # expect: no-unbounded-retry/recursion warning


def fetch_counted(url: str):
    failures = 0
    while True:
        try:
            return requests.get(url, timeout=10).json()  # ok: no-unbounded-retry — failures are counted
        except requests.RequestException:
            failures += 1
            if failures > 5:
                raise
            time.sleep(5)


def wait_for_export(export, limit: float = 300):
    started = time.monotonic()
    while not export.finished:  # ok: no-unbounded-retry — the deadline stands at the end of the body
        time.sleep(2)
        export.refresh()
        if time.monotonic() - started > limit:
            raise TimeoutError


def consume(client, url: str):
    while True:  # ok: no-unbounded-retry — a worker takes the next message in every turn
        response = client.receive_message(QueueUrl=url, WaitTimeSeconds=20)
        for message in response.get("Messages", []):
            print(message["Body"])


def supervise(hive):
    while True:  # ok: no-unbounded-retry — runs for ever by design, success does not end it
        try:
            hive.heal()
        except Exception as error:
            print(error)
        time.sleep(60)


def read_all(stream):
    chunks = []
    while True:  # ok: no-unbounded-retry — every turn reads the next chunk
        chunk = stream.read(65_536)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)


def list_orders(session, url: str):
    orders, cursor = [], None
    while True:  # ok: no-unbounded-retry — pagination
        page = session.get(url, params={"cursor": cursor}).json()
        orders.extend(page["items"])
        cursor = page["next"]
        if not cursor:
            return orders
        time.sleep(0.5)


def connect(url: str):
    while True:  # ok: no-unbounded-retry — a daemon connects when it starts, as long as it takes
        try:
            return pika.BlockingConnection(pika.URLParameters(url))
        except pika.exceptions.AMQPConnectionError:
            time.sleep(5)


def fetch_until_stopped(url: str):
    while not stop_event.is_set():  # ok: no-unbounded-retry — whoever stops the worker ends it
        try:
            return requests.get(url, timeout=10).json()
        except requests.RequestException:
            time.sleep(5)


def reserve(r: Redis, key: str):
    refreshed = False
    while True:  # ok: no-unbounded-retry — the flag allows one repetition
        try:
            return r.incr(key)
        except WatchError:
            if refreshed:
                raise
            refreshed = True


def wait_for_room(queue, most: int):
    while True:  # ok: no-unbounded-retry — waits for room, nothing failed
        length = queue.length()
        if length < most:
            break
        time.sleep(1)


def ask_size() -> int:
    while True:  # ok: no-unbounded-retry — a person types until it is a number
        try:
            return int(input("How many? "))
        except ValueError:
            print("A number, please")


def new_code(db, make):
    while True:  # ok: no-unbounded-retry — a code that is taken is replaced by another one
        try:
            return db.insert_code(make())
        except db.DuplicateKeyError:
            continue


class Gate:
    def __init__(self):
        self.open = False

    def is_open(self) -> bool:
        return self.open

    def wait(self):
        while not self.is_open():  # ok: no-unbounded-retry — a state of this process
            time.sleep(0.05)


def wait_for_database(url: str):
    while True:  # ok: no-unbounded-retry — a start that waits for its database
        try:
            return requests.get(url, timeout=1)
        except requests.ConnectionError:
            time.sleep(1)
