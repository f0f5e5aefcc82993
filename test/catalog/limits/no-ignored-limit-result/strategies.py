from fastapi import FastAPI, HTTPException, Request
from limits import parse
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter

app = FastAPI()
limiter = MovingWindowRateLimiter(RedisStorage("redis://cache:6379"))
per_minute = parse("10/minute")


@app.post("/messages")
def send(request: Request):
    limiter.hit(per_minute, request.client.host)  # expect: no-ignored-limit-result/dropped error
    return {"sent": True}


@app.post("/uploads")
def upload(request: Request):
    if not limiter.hit(per_minute, request.client.host):  # ok: no-ignored-limit-result — tested
        raise HTTPException(status_code=429)
    return {"stored": True}


@app.get("/search")
def search(request: Request):
    allowed = limiter.hit(per_minute, request.client.host)  # expect: no-ignored-limit-result/unread error
    return {"rows": []}
