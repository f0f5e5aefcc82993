from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from api.rate_limit import RateLimitMiddleware

app = FastAPI()
app.add_middleware(RateLimitMiddleware, max_requests=30)
app.add_middleware(CORSMiddleware, allow_origins=["*"])


@app.post("/messages")
async def send_message(text: str):
    return {"sent": text}
