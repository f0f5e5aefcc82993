import asyncio

import redis.asyncio as redis

from mailer import send_welcome

client = redis.Redis()
gate = asyncio.Lock()


async def mark_processed(event_id: str) -> bool:
    return bool(await client.set(f"event:{event_id}", 1, nx=True, ex=86400))


async def deliver(event: dict) -> None:
    await send_welcome(event["email"])


async def handle(event: dict) -> None:
    # expect: no-floating-guard/neverRuns error
    if not client.set(f"event:{event['id']}", 1, nx=True):
        return
    await send_welcome(event["email"])


async def handle_named(event: dict) -> None:
    if not mark_processed(event["id"]):  # expect: no-floating-guard/neverRuns error
        return
    deliver(event)  # expect: no-floating-guard/workNeverRuns error


async def handle_alone(event: dict) -> None:
    gate.acquire()  # expect: no-floating-guard/neverRuns error
    await send_welcome(event["email"])


def handle_in_thread(event: dict) -> None:
    deliver(event)  # expect: no-floating-guard/workNeverRuns error
