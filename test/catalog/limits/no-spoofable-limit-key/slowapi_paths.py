from fastapi import FastAPI, Request
from slowapi import Limiter
from slowapi.util import get_remote_address

app = FastAPI()
limiter = Limiter(key_func=get_remote_address)


@app.post("/otp/{code}")
@limiter.limit("5/minute")  # expect: no-spoofable-limit-key/secretInPath error
async def confirm(request: Request, code: str):
    return {"code": code}


@app.get("/orders/{order_id}")
@limiter.limit("5/minute")  # ok: no-spoofable-limit-key — a count for each order is meant
async def order(request: Request, order_id: int):
    return {"id": order_id}
