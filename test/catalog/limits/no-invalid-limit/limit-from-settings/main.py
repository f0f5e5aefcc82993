from fastapi import FastAPI, Request

from limits import limiter
from settings import settings

app = FastAPI()


@app.post("/uploads")
@limiter.limit(settings.upload_limit)  # expect: no-invalid-limit/unlimited error
async def upload(request: Request):
    return {"ok": True}


@app.get("/search")
@limiter.limit(settings.search_limit)  # ok: no-invalid-limit — a limit that slowapi reads
async def search(request: Request):
    return {"rows": []}
