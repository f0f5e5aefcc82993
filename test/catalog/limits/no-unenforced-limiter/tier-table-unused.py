from fastapi import FastAPI, Request
from slowapi import Limiter
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address)
app = FastAPI()

# expect: no-unenforced-limiter/tableUnused warning
RATE_LIMITS = {
    "search": "30/minute",
    "export": "2/hour",
    "profile": "60/minute",
}


def rate_limit_for(endpoint: str) -> str:
    return RATE_LIMITS.get(endpoint, "100/minute")


def apply_rate_limit(endpoint: str):
    return limiter.limit(rate_limit_for(endpoint))


@app.get("/search")
@limiter.limit("100/minute")
async def search(request: Request):
    return []
