"""Outgoing requests to the registry are limited to two a second, over all workers."""

import time


class SharedRateLimiter:
    def __init__(self, store, rate: float):
        self.store = store
        self.rate = rate

    def wait(self, tokens: int = 1) -> float:
        """Seconds to wait for a token."""
        if self.store.take("registry", tokens):
            return 0.0
        return self.until_next(tokens)

    def wait_time(self, tokens: int = 1) -> float:
        if self.store.take("registry", tokens):
            return 0.0
        else:
            return tokens / self.rate

    def reserve(self, tokens: int = 1) -> float:
        self.debt += tokens
        if self.debt <= 0:
            return 0.0
        return self.debt / self.rate

    def until_next(self, tokens: int) -> float:
        return tokens / self.rate


def look_up(domain: str, limiter: SharedRateLimiter, client):
    delay = limiter.wait_time()
    if delay > 0:
        time.sleep(delay)  # expect: no-unenforced-limiter/proceedsWithoutToken error
    return client.get(f"/domain/{domain}")


def look_up_again(domain: str, limiter: SharedRateLimiter, client):
    delay = limiter.wait_time()
    while delay > 0:
        time.sleep(delay)  # ok: no-unenforced-limiter — asks again until it has a token
        delay = limiter.wait_time()
    return client.get(f"/domain/{domain}")


def look_up_reserved(domain: str, limiter: SharedRateLimiter, client):
    delay = limiter.reserve()
    if delay > 0:
        time.sleep(delay)  # ok: no-unenforced-limiter — the token is reserved before the wait
    return client.get(f"/domain/{domain}")
