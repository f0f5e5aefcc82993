from quart import Quart
from quart_rate_limiter import RateLimiter
from quart_rate_limiter.redis_store import RedisStore
from ratelimit import RateLimitMiddleware
from ratelimit.backends.redis import RedisBackend
from ratelimit.backends.simple import MemoryBackend

app = Quart(__name__)
limiter = RateLimiter(app)  # expect: no-process-local-limiter/oneProcess advice
shared = RateLimiter(app, store=RedisStore("redis://cache:6379"))  # ok: no-process-local-limiter — Redis

counts = MemoryBackend()  # expect: no-process-local-limiter/oneProcess advice
shared_counts = RedisBackend()  # ok: no-process-local-limiter — Redis
app.asgi_app = RateLimitMiddleware(app.asgi_app, authenticate=None, backend=shared_counts, config={})
