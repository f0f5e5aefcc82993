from fastapi import Depends, FastAPI, Request
from fastapi_limiter import FastAPILimiter
from fastapi_limiter.depends import RateLimiter

app = FastAPI()


async def by_account(request: Request) -> str:
    return f"account:{request.state.account_id}"


async def start(redis):
    await FastAPILimiter.init(redis)  # ok: no-spoofable-limit-key — every limiter is given a key


@app.get("/orders", dependencies=[Depends(RateLimiter(times=5, seconds=60, identifier=by_account))])
async def orders():
    return []
