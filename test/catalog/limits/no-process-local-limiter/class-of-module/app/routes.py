from fastapi import APIRouter, HTTPException

from app.guard import logins

router = APIRouter()


@router.post("/login")
def login(account: str, password: str):
    if not logins.allow(account):
        raise HTTPException(status_code=429)
    return {"ok": True}
