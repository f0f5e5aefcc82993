import asyncio

import redis
import redis.asyncio as aioredis

from mailer import send_welcome

plain = redis.Redis()
client = aioredis.Redis()
gate = asyncio.Lock()


async def deliver(event: dict) -> None:
    await send_welcome(event["email"])


def handle(event: dict) -> None:
    # ok: no-floating-guard — a synchronous client answers at once
    if not plain.set(f"event:{event['id']}", 1, nx=True):
        return
    asyncio.run(deliver(event))  # ok: no-floating-guard — the loop runs it


async def handle_async(event: dict) -> None:
    if not await client.set(f"event:{event['id']}", 1, nx=True):  # ok: no-floating-guard — awaited
        return
    async with gate:
        task = asyncio.create_task(deliver(event))  # ok: no-floating-guard — the loop runs it
        await task


async def handle_many(events: list[dict]) -> None:
    jobs = [deliver(event) for event in events]  # ok: no-floating-guard — gathered below
    await asyncio.gather(*jobs)


def later(event: dict):
    return deliver(event)  # ok: no-floating-guard — the caller awaits
