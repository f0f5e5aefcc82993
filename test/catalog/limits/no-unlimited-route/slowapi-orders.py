from fastapi import APIRouter, Request
from slowapi import Limiter
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address)
router = APIRouter(prefix="/orders")


@router.post("/")
@limiter.limit("30/minute")
async def create_order(request: Request):
    return {"created": True}


@router.post("/{order_id}/cancel")
@limiter.limit("30/minute")
async def cancel_order(request: Request, order_id: str):
    return {"cancelled": order_id}


@router.post("/{order_id}/refund")
async def refund_order(request: Request, order_id: str):  # expect: no-unlimited-route/unlimitedSibling warning
    return {"refunded": order_id}


@router.put("/{order_id}/address")
@limiter.limit("30/minute")
async def change_address(request: Request, order_id: str):
    return {"changed": order_id}


@router.delete("/{order_id}")
@limiter.limit("30/minute")
async def delete_order(request: Request, order_id: str):
    return {"deleted": order_id}


@router.get("/{order_id}")
async def read_order(order_id: str):  # ok: no-unlimited-route — no route of this router limits reading
    return {"order": order_id}
