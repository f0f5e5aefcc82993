from fastapi import APIRouter, HTTPException

from app.limits import exports, provider, searches

router = APIRouter()


@router.post("/export")
async def export(account: str):
    if not exports.allow() or not searches.is_allowed(account, 10):
        raise HTTPException(status_code=429)
    await provider.acquire()
    return {"ok": True}
