import time

import requests


class ProviderRateLimiter:
    def __init__(self, limit: int):
        self.limit = limit
        self.calls: list[float] = []

    def can_proceed(self) -> tuple[bool, str]:
        recent = [at for at in self.calls if time.time() - at < 60]
        if len(recent) >= self.limit:
            return False, "minute is full"
        return True, ""

    async def is_allowed(self, key: str) -> bool:
        self.calls.append(time.time())
        return len(self.calls) <= self.limit

    def acquire(self) -> bool:
        while len(self.calls) >= self.limit:
            time.sleep(1)
        self.calls.append(time.time())
        return True

    def guard(self, key: str) -> None:
        if len(self.calls) >= self.limit:
            raise RuntimeError("rate limit exceeded")


limiter = ProviderRateLimiter(10)


def enrich(domain: str):
    allowed, reason = limiter.can_proceed()  # ok: no-ignored-limit-result — tested
    if not allowed:
        return {"skipped": reason}
    limiter.acquire()  # ok: no-ignored-limit-result — waits until it has a token
    limiter.guard(domain)  # ok: no-ignored-limit-result — raises
    return requests.get(f"https://{domain}", timeout=5).text


def enrich_fast(domain: str):
    allowed, reason = limiter.can_proceed()  # expect: no-ignored-limit-result/unread error
    return requests.get(f"https://{domain}", timeout=5).text


def enrich_truthy(domain: str):
    if not limiter.can_proceed():  # expect: no-ignored-limit-result/alwaysTrue error
        return None
    return requests.get(f"https://{domain}", timeout=5).text


async def enrich_later(domain: str):
    if not limiter.is_allowed(domain):  # expect: no-ignored-limit-result/notAwaited error
        return None
    return domain


class ApiThrottle:
    rows: list = []


def apply_plan_rate_limits(user: str, level: int) -> bool:
    if level not in (1, 2, 3):
        return False
    ApiThrottle.rows.append((user, level))
    return True


def change_plan(user: str, level: int):
    apply_plan_rate_limits(user, level)  # ok: no-ignored-limit-result — stores limits and decides on no request
