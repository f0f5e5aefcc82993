"""Authentication endpoints of the customer portal."""

from fastapi import APIRouter, FastAPI, Request
from slowapi import Limiter
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address)
app = FastAPI()
app.state.limiter = limiter
router = APIRouter(prefix="/auth")


# Five attempts a minute are enough for a person.
# expect: no-unenforced-limiter/misordered error
@router.post("/login")
@limiter.limit("5/minute")
async def login(request: Request):
    return {"token": await issue_token(request)}


@router.post("/refresh")
@limiter.limit("30/minute")  # ok: no-unenforced-limiter — the route's decorator is above
async def refresh(request: Request):
    return {"token": await issue_token(request)}


async def issue_token(request: Request) -> str:
    return request.headers.get("authorization", "")
