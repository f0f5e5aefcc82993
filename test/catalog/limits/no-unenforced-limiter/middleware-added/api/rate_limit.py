import time
from collections import defaultdict

from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.middleware.base import BaseHTTPMiddleware


class RateLimitMiddleware(BaseHTTPMiddleware):  # ok: no-unenforced-limiter — added to the application
    def __init__(self, app, max_requests: int = 60, window_seconds: int = 60):
        super().__init__(app)
        self.max_requests = max_requests
        self.window_seconds = window_seconds
        self.requests = defaultdict(list)

    async def dispatch(self, request: Request, call_next):
        now = time.time()
        recent = [at for at in self.requests[request.client.host] if now - at < self.window_seconds]
        if len(recent) >= self.max_requests:
            return JSONResponse({"detail": "Too many requests"}, status_code=429)
        self.requests[request.client.host] = [*recent, now]
        return await call_next(request)
