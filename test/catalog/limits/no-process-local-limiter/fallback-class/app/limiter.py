import time
from collections import defaultdict


class MemoryLimiter:
    def __init__(self, limit: int):
        self.limit = limit
        self.hits = defaultdict(list)  # ok: no-process-local-limiter — every instance is a fallback

    def acquire(self, key: str) -> bool:
        now = time.time()
        self.hits[key] = [at for at in self.hits[key] if now - at < 60]
        if len(self.hits[key]) >= self.limit:
            return False
        self.hits[key].append(now)
        return True


class DistributedLimiter:
    def __init__(self, redis, limit: int, fallback: MemoryLimiter | None = None):
        self.redis = redis
        self.limit = limit
        self.fallback = fallback or MemoryLimiter(limit)

    def acquire(self, key: str) -> bool:
        try:
            count = self.redis.incr(key)
        except ConnectionError:
            return self.fallback.acquire(key)
        if count == 1:
            self.redis.expire(key, 60)
        return count <= self.limit


_limiters: dict[str, DistributedLimiter] = {}  # ok: no-process-local-limiter — it holds limiters and counts nothing


def limiter_for(name: str, redis) -> DistributedLimiter:
    if name not in _limiters:
        fallback = MemoryLimiter(limit=5)
        _limiters[name] = DistributedLimiter(redis, limit=20, fallback=fallback)
    return _limiters[name]
