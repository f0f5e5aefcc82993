import json

import redis

client = redis.Redis()


def run_worker():
    while True:
        _, raw = client.blpop("jobs:thumbnails")  # expect: no-lost-claim/popped [warning]
        job = json.loads(raw)
        render_thumbnail(job)


def run_safely():
    while True:
        raw = client.blmove("jobs:thumbnails", "jobs:thumbnails:processing", 30, "LEFT", "RIGHT")
        render_thumbnail(json.loads(raw))  # ok: no-lost-claim — a copy stays in the other list
        client.lrem("jobs:thumbnails:processing", 1, raw)


def run_with_lease():
    while True:
        raw = client.lpop("jobs:thumbnails")  # ok: no-lost-claim — noted as in work before the work
        client.zadd("jobs:thumbnails:inflight", {raw: deadline()})
        render_thumbnail(json.loads(raw))


def call_remote(request_id):
    _, raw = client.blpop(f"reply:{request_id}", timeout=5)  # ok: no-lost-claim — an answer, not work
    return handle_reply(json.loads(raw))


def borrow_proxy():
    return client.spop("proxies:free")  # ok: no-lost-claim — a pool


def trim():
    client.lpop("jobs:recent")  # ok: no-lost-claim — what is removed is not used


def render_thumbnail(job): ...


def handle_reply(reply): ...


def deadline(): ...
