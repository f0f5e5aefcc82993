from fastapi import FastAPI, Request
from slowapi import Limiter
from slowapi.util import get_remote_address

LOGIN_LIMIT = "5 per minut"

app = FastAPI()
limiter = Limiter(key_func=get_remote_address)


@app.post("/login")
@limiter.limit(LOGIN_LIMIT)  # expect: no-invalid-limit/unlimited error
async def login(request: Request):
    return {"ok": True}


@app.post("/register")
@limiter.limit("5/min")  # expect: no-invalid-limit/unlimited error
async def register(request: Request):
    return {"ok": True}


@app.post("/reset")
@limiter.limit("10/60s")  # expect: no-invalid-limit/unlimited error
async def reset(request: Request):
    return {"ok": True}


@app.post("/invite")
@limiter.limit("5/minute per user")  # expect: no-invalid-limit/unlimited error
async def invite(request: Request):
    return {"ok": True}


@app.post("/report")
@limiter.limit("2/week")  # expect: no-invalid-limit/unlimited error
async def report(request: Request):
    return {"ok": True}


@app.get("/search")
@limiter.limit("100/15minutes")  # ok: no-invalid-limit — several of a unit
async def search(request: Request):
    return {"rows": []}


@app.get("/feed")
@limiter.limit("1/second; 60 per 1 minute")  # ok: no-invalid-limit — two limits
async def feed(request: Request):
    return {"rows": []}


def limit_of_plan(key: str) -> str:
    return "10/minute"


@app.get("/plan")
@limiter.limit(limit_of_plan)  # ok: no-invalid-limit — told when the request comes
async def plan(request: Request):
    return {"rows": []}
