import time
from dataclasses import dataclass

from fastapi import FastAPI, HTTPException, Request

app = FastAPI()


@dataclass
class RateLimitResult:
    allowed: bool
    remaining: int


class SlidingWindowLimiter:
    def __init__(self, limit: int):
        self.limit = limit
        self.calls: dict[str, list[float]] = {}

    def check(self, key: str) -> RateLimitResult:
        recent = [at for at in self.calls.get(key, []) if time.time() - at < 60]
        if len(recent) >= self.limit:
            return RateLimitResult(allowed=False, remaining=0)
        self.calls[key] = [*recent, time.time()]
        return RateLimitResult(allowed=True, remaining=self.limit - len(recent) - 1)


limiter = SlidingWindowLimiter(30)


@app.post("/messages")
def send(request: Request):
    limiter.check(request.client.host)  # expect: no-ignored-limit-result/dropped error
    return {"sent": 1}


@app.post("/uploads")
def upload(request: Request):
    result = limiter.check(request.client.host)  # ok: no-ignored-limit-result — tested
    if not result.allowed:
        raise HTTPException(status_code=429)
    limiter.check(request.client.host)  # ok: no-ignored-limit-result — asked above; an upload counts twice
    return {"stored": 1}


@app.post("/search")
def search(request: Request):
    if not limiter.check(request.client.host):  # expect: no-ignored-limit-result/alwaysTrue error
        raise HTTPException(status_code=429)
    return {"rows": []}
