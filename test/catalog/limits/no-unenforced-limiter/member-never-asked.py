import asyncio
import time


class AsyncRateLimiter:
    def __init__(self, max_calls: int, period: float):
        self.max_calls = max_calls
        self.period = period
        self.calls: list[float] = []

    async def acquire(self) -> None:
        while True:
            now = time.monotonic()
            self.calls = [at for at in self.calls if now - at < self.period]
            if len(self.calls) < self.max_calls:
                self.calls.append(now)
                return
            await asyncio.sleep(self.period - (now - self.calls[0]))


class BillingClient:
    def __init__(self, session):
        self.session = session
        self.rate_limiter = AsyncRateLimiter(10, 1.0)  # expect: no-unenforced-limiter/neverAsked warning

    async def invoices(self, customer: str):
        return await self.session.get(f"/customers/{customer}/invoices")


class SearchClient:
    def __init__(self, session):
        self.session = session
        self.limiter = AsyncRateLimiter(5, 1.0)  # ok: no-unenforced-limiter — acquired before each request

    async def search(self, query: str):
        await self.limiter.acquire()
        return await self.session.get("/search", params={"q": query})


async def export(session, ids: list[str]):
    limiter = AsyncRateLimiter(2, 1.0)  # expect: no-unenforced-limiter/neverAsked warning
    return [await session.get(f"/exports/{one}") for one in ids]
