from fastapi import FastAPI, Request
from slowapi import Limiter
from slowapi.util import get_remote_address

from service.config import settings

app = FastAPI()
limiter = Limiter(key_func=get_remote_address)


@app.post("/login")
@limiter.limit(settings.login_rate_limit)
async def login(request: Request):
    return {"ok": True}
