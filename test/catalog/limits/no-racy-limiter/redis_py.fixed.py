import redis
from django.core.cache import cache

client = redis.Redis(host="cache")
WINDOW = 60
MAX_CALLS = 30


def allow_request(user_id: str) -> bool:
    key = f"throttle:{user_id}"
    count = client.pipeline().incr(key).expire(key, WINDOW, nx=True).execute()[0]
    # expect: no-racy-limiter/leftover error
    return count <= MAX_CALLS


def allow_request_piped(user_id: str) -> bool:
    key = f"throttle:{user_id}"
    pipe = client.pipeline()
    pipe.incr(key)
    pipe.expire(key, WINDOW, nx=True)
    count, _ = pipe.execute()  # ok: no-racy-limiter — a pipeline is one transaction
    return count <= MAX_CALLS


def allow_per_minute(user_id: str, now: int) -> bool:
    window = now // WINDOW
    key = f"throttle:{user_id}:{window}"
    count = client.pipeline().incr(key).expire(key, WINDOW, nx=True).execute()[0]
    # expect: no-racy-limiter/leftover advice
    return count <= MAX_CALLS


def allow_upload(user_id: str) -> bool:
    key = f"uploads:{user_id}"
    used = cache.get(key, 0)  # expect: no-racy-limiter/overrun error
    if used >= MAX_CALLS:
        return False
    cache.set(key, used + 1, WINDOW)
    return True


def allow_locked(user_id: str) -> bool:
    key = f"uploads:{user_id}"
    with client.lock(f"{key}:lock"):
        used = int(client.get(key) or 0)  # ok: no-racy-limiter — under a lock
        if used >= MAX_CALLS:
            return False
        client.incr(key)
    return True


def cached_price(sku: str) -> float:
    price = cache.get(sku)  # ok: no-racy-limiter — a cached value
    if price is None or price > MAX_CALLS:
        price = 1.0
        cache.set(sku, price, WINDOW)
    return price
