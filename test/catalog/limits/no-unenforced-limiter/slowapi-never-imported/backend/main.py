from fastapi import FastAPI, Request

from backend.core.throttle import client_address

app = FastAPI()


@app.post("/uploads")
async def upload(request: Request):
    return {"from": client_address(request)}
