from fastapi.responses import JSONResponse
from redis.exceptions import RedisError
from starlette.middleware.base import BaseHTTPMiddleware


class RateLimitMiddleware(BaseHTTPMiddleware):
    def __init__(self, app, redis):
        super().__init__(app)
        self.redis = redis

    async def dispatch(self, request, call_next):
        try:
            count = await self.redis.incr(f"rate:{request.client.host}")
        except RedisError:
            return await call_next(request)  # expect: no-fail-open-limiter/storeFails warning
        if count > 100:
            return JSONResponse({"detail": "Too many requests"}, status_code=429)
        return await call_next(request)


class StrictRateLimitMiddleware(BaseHTTPMiddleware):
    def __init__(self, app, redis):
        super().__init__(app)
        self.redis = redis

    async def dispatch(self, request, call_next):
        try:
            count = await self.redis.incr(f"rate:{request.client.host}")
        except RedisError:
            return JSONResponse({"detail": "Try again later"}, status_code=503)  # ok: no-fail-open-limiter — refused
        if count > 100:
            return JSONResponse({"detail": "Too many requests"}, status_code=429)
        return await call_next(request)
