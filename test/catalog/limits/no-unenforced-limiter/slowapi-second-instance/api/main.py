from fastapi import FastAPI
from slowapi import Limiter
from slowapi.util import get_remote_address

from api.deployments import router

app = FastAPI()
app.state.limiter = Limiter(key_func=get_remote_address)
app.include_router(router)
