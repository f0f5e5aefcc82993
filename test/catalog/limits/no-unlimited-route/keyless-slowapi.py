from fastapi import Depends, FastAPI, Request
from slowapi import Limiter
from slowapi.util import get_remote_address

from auth import verify_api_key


def key_of(request: Request):
    api_key = request.headers.get("X-Api-Key")
    if not api_key:
        return None  # expect: no-unlimited-route/passesWithoutKey warning
    return api_key


def partner_of(request: Request):
    partner = request.headers.get("X-Partner")
    if not partner:
        return ""  # ok: no-unlimited-route — nobody gets there without a key
    return partner


def key_or_address(request: Request):
    api_key = request.headers.get("X-Api-Key")
    if not api_key:
        return get_remote_address(request)  # ok: no-unlimited-route — strangers are counted by address
    return api_key


app = FastAPI()
by_key = Limiter(key_func=key_of)
by_partner = Limiter(key_func=partner_of)
by_anything = Limiter(key_func=key_or_address)


@app.get("/quotes")
@by_key.limit("10/minute")
async def quotes(request: Request):
    return []


@app.get("/orders")
@by_partner.limit("10/minute")
async def orders(request: Request, account=Depends(verify_api_key)):
    return []


@app.get("/prices")
@by_anything.limit("10/minute")
async def prices(request: Request):
    return []
