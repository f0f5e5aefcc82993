import asyncio
import time

import httpx
from aiolimiter import AsyncLimiter


class ProviderRateLimiter:
    def __init__(self, per_second: int):
        self.per_second = per_second
        self.calls: list[float] = []

    async def acquire(self) -> None:
        while len([at for at in self.calls if time.time() - at < 1]) >= self.per_second:
            await asyncio.sleep(0.1)
        self.calls.append(time.time())


limiter = ProviderRateLimiter(5)
pool = AsyncLimiter(10, 1)


async def enrich(client: httpx.AsyncClient, domain: str):
    limiter.acquire()  # expect: no-ignored-limit-result/notAwaited error
    return await client.get(f"https://{domain}")


async def enrich_in_turn(client: httpx.AsyncClient, domain: str):
    await limiter.acquire()  # ok: no-ignored-limit-result — waits until it has a token
    return await client.get(f"https://{domain}")


async def lookup(client: httpx.AsyncClient, domain: str):
    pool.acquire()  # expect: no-ignored-limit-result/notAwaited error
    return await client.get(f"https://{domain}")


async def lookup_in_turn(client: httpx.AsyncClient, domain: str):
    async with pool:  # ok: no-ignored-limit-result — waits on entering
        return await client.get(f"https://{domain}")
