class MapsRateLimiter:
    def __init__(self, limit: int):
        self.limit = limit
        self.used = 0

    def check(self) -> bool:
        return self.used < self.limit

    def record_call(self) -> None:  # ok: no-unenforced-limiter — the job calls it on the context's limiter
        self.used += 1


def make_limiter() -> MapsRateLimiter:
    return MapsRateLimiter(2500)
