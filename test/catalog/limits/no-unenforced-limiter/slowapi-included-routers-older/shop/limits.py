from slowapi import Limiter
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, default_limits=["60/minute"])  # ok: no-unenforced-limiter — before 0.137 included routers pass the middleware
