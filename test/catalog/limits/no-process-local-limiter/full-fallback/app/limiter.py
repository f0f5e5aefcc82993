import time
from threading import Lock


class LocalTokenBucket:
    def __init__(self, rate: float, burst: float):
        self.rate = rate
        self.burst = burst
        self.tokens = burst  # expect: no-process-local-limiter/fullFallback advice
        self.updated = time.time()
        self.lock = Lock()

    def acquire(self) -> bool:
        with self.lock:
            now = time.time()
            self.tokens = min(self.burst, self.tokens + (now - self.updated) * self.rate)
            self.updated = now
            if self.tokens < 1:
                return False
            self.tokens -= 1
            return True


class TightTokenBucket:
    def __init__(self, rate: float, burst: float):
        self.rate = rate
        self.burst = burst
        self.tokens = burst  # ok: no-process-local-limiter — the fallback is made with its share of the limit
        self.updated = time.time()

    def acquire(self) -> bool:
        now = time.time()
        self.tokens = min(self.burst, self.tokens + (now - self.updated) * self.rate)
        self.updated = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class SharedTokenBucket:
    def __init__(self, redis, key: str, rate: float, burst: float, fallback):
        self.redis = redis
        self.key = key
        self.rate = rate
        self.burst = burst
        self.fallback = fallback

    def acquire(self) -> bool:
        try:
            return self.redis.evalsha(self.key, self.rate, self.burst) == 1
        except ConnectionError:
            return self.fallback.acquire()


def search_limiter(redis) -> SharedTokenBucket:
    fallback = LocalTokenBucket(rate=10.0, burst=20.0)
    return SharedTokenBucket(redis, "search", rate=10.0, burst=20.0, fallback=fallback)


def export_limiter(redis, workers: int) -> SharedTokenBucket:
    fallback = TightTokenBucket(rate=8.0 / workers, burst=8.0 / workers)
    return SharedTokenBucket(redis, "export", rate=8.0, burst=8.0, fallback=fallback)
