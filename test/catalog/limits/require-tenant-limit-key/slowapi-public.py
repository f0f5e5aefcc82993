from fastapi import APIRouter, Depends, Request
from slowapi import Limiter
from slowapi.util import get_remote_address


def account_of(request: Request) -> str:
    return request.state.account


def get_current_user(request: Request):
    return request.state.account


limiter = Limiter(key_func=get_remote_address)  # ok: require-tenant-limit-key — nobody is known on a public form
by_account = Limiter(key_func=account_of)  # ok: require-tenant-limit-key — counts by account
router = APIRouter()


@router.post("/newsletter")
@limiter.limit("5/minute")
async def subscribe(request: Request, email: str):
    return {"subscribed": email}


@router.post("/orders")
@by_account.limit("100/minute")
async def create_order(request: Request, user=Depends(get_current_user)):
    return {"by": user}


@router.post("/exports")
@limiter.limit("2/minute", key_func=account_of)  # ok: require-tenant-limit-key — this limit has a key of its own
async def export_orders(request: Request, user=Depends(get_current_user)):
    return {"by": user}
