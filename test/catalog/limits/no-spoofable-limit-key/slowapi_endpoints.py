from fastapi import FastAPI, Request
from slowapi import Limiter
from slowapi.util import get_remote_address

app = FastAPI()
limiter = Limiter(key_func=get_remote_address, key_style="endpoint")


@app.post("/reset/{token}")
@limiter.limit("5/minute")  # ok: no-spoofable-limit-key — all tokens share one count
async def reset(request: Request, token: str):
    return {"token": token}
