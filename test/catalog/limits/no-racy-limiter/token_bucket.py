import time

import redis

client = redis.Redis(host="cache")


class DistributedRateLimiter:
    def __init__(self, name: str, rate: float, burst: float):
        self.rate = rate
        self.burst = burst
        self.tokens_key = f"bucket:{name}:tokens"
        self.seen_key = f"bucket:{name}:seen"

    def acquire(self, tokens: int = 1) -> bool:
        now = time.time()
        pipe = client.pipeline()
        pipe.get(self.tokens_key)  # expect: no-racy-limiter/overrun warning
        pipe.get(self.seen_key)
        results = pipe.execute()
        left = float(results[0]) if results[0] else self.burst
        seen = float(results[1]) if results[1] else now
        left = min(self.burst, left + (now - seen) * self.rate)
        if left < tokens:
            return False
        left -= tokens
        pipe = client.pipeline()
        pipe.set(self.tokens_key, str(left))
        pipe.set(self.seen_key, str(now))
        pipe.execute()
        return True

    def acquire_watched(self, tokens: int = 1) -> bool:
        with client.pipeline() as pipe:
            pipe.watch(self.tokens_key)
            left = float(pipe.get(self.tokens_key) or self.burst)  # ok: no-racy-limiter — WATCH lets the transaction fail when another one wrote
            if left < tokens:
                return False
            pipe.multi()
            pipe.set(self.tokens_key, str(left - tokens))
            pipe.execute()
        return True


class SlidingWindowRateLimiter:
    def __init__(self, limit: int, window: int):
        self.limit = limit
        self.window = window

    def allow(self, key: str) -> bool:
        now = time.time()
        client.zremrangebyscore(key, 0, now - self.window)
        used = client.zcard(key)  # expect: no-racy-limiter/overrun error
        if used >= self.limit:
            return False
        client.zadd(key, {str(now): now})
        return True

    def allow_at_once(self, key: str) -> bool:
        now = time.time()
        pipe = client.pipeline()
        pipe.zremrangebyscore(key, 0, now - self.window)
        pipe.zadd(key, {str(now): now})
        pipe.zcard(key)  # ok: no-racy-limiter — counted after it was added, in one transaction
        pipe.expire(key, self.window)
        results = pipe.execute()
        return results[2] <= self.limit
