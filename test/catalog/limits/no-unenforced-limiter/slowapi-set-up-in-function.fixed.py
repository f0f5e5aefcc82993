from fastapi import FastAPI
from slowapi.middleware import SlowAPIMiddleware
from slowapi import Limiter
from slowapi.util import get_remote_address


def add_limits(app: FastAPI) -> None:
    limiter = Limiter(key_func=get_remote_address, default_limits=["50/minute"])  # expect: no-unenforced-limiter/noMiddleware error
    app.add_middleware(SlowAPIMiddleware)
    app.state.limiter = limiter


app = FastAPI()
add_limits(app)
