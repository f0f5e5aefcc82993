from fastapi import APIRouter, Depends, Security

from app.limits import RateLimiter, enforce_api_key_limit

router = APIRouter()


@router.post("/comments", dependencies=[Depends(RateLimiter(limit=5, window=60))])
async def comment(text: str):
    return {"text": text}


@router.post("/webhooks")
async def webhook(key: str = Security(enforce_api_key_limit)):
    return {"key": key}
