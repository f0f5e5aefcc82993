from fastapi import FastAPI, HTTPException, Request
from limits import parse
from limits.aio.storage import RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter

app = FastAPI()
limiter = FixedWindowRateLimiter(RedisStorage("redis://cache:6379"))
per_minute = parse("10/minute")


@app.post("/messages")
async def send(request: Request):
    # expect: no-ignored-limit-result/dropped error
    if not (await limiter.hit(per_minute, request.client.host)):
        raise HTTPException(status_code=429, detail="Too many requests")
    return {"sent": 1}


@app.post("/uploads")
async def upload(request: Request):
    # expect: no-ignored-limit-result/notAwaited error
    if not (await limiter.hit(per_minute, request.client.host)):
        raise HTTPException(status_code=429)
    return {"stored": 1}


@app.get("/search")
async def search(request: Request):
    # expect: no-ignored-limit-result/unread error
    allowed = await limiter.hit(per_minute, request.client.host)
    if not allowed:
        raise HTTPException(status_code=429, detail="Too many requests")
    return {"rows": []}
