from fastapi import FastAPI
from slowapi.middleware import SlowAPIMiddleware

from shop.limits import limiter
from shop.orders import router as orders

app = FastAPI()
app.state.limiter = limiter
app.add_middleware(SlowAPIMiddleware)
app.include_router(orders)
