from fastapi import Depends, FastAPI
from fastapi_limiter import FastAPILimiter
from fastapi_limiter.depends import RateLimiter

app = FastAPI()

comments_limit = RateLimiter(times=5, seconds=60)  # ok: no-unenforced-limiter — the comments route depends on it
login_limit = RateLimiter(times=5, minutes=15)  # expect: no-unenforced-limiter/neverUsed error


@app.on_event("startup")
async def startup():
    await FastAPILimiter.init(None)


@app.post("/comments", dependencies=[Depends(comments_limit)])
async def comment(text: str):
    return {"text": text}


@app.post("/search", dependencies=[Depends(RateLimiter(times=30, seconds=60))])
async def search(query: str):
    return {"query": query}


@app.post("/login")
async def login(email: str):
    return {"email": email}
