from fastapi import FastAPI
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from api.deployments import router

limiter = Limiter(key_func=get_remote_address)  # ok: no-unenforced-limiter — the handler of refusals reads it from app.state, another instance decorates

app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
app.include_router(router)
