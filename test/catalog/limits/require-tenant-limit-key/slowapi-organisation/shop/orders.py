from fastapi import APIRouter, Depends, Request

from shop.auth import get_current_user
from shop.limits import limiter

router = APIRouter()


@router.post("/{organization}/orders")
@limiter.limit("100/minute")
async def create_order(request: Request, organization: str, user=Depends(get_current_user)):
    return {"organization": organization, "by": user}
