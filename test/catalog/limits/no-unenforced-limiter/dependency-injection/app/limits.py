import time

from fastapi import HTTPException, Request

HITS: dict[str, list[float]] = {}


class RateLimiter:  # ok: no-unenforced-limiter — routes depend on an instance
    def __init__(self, limit: int, window: float):
        self.limit = limit
        self.window = window

    async def __call__(self, request: Request) -> None:
        now = time.time()
        recent = [at for at in HITS.get(request.client.host, []) if now - at < self.window]
        if len(recent) >= self.limit:
            raise HTTPException(status_code=429)
        HITS[request.client.host] = [*recent, now]


async def enforce_api_key_limit(request: Request) -> str:  # ok: no-unenforced-limiter — a dependency of the webhook
    key = request.headers["x-api-key"]
    count = len(HITS.get(key, []))
    if count >= 100:
        raise HTTPException(status_code=429)
    HITS.setdefault(key, []).append(time.time())
    return key
