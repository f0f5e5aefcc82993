from limits import parse, storage
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter

store = storage.storage_from_string("redis://cache:6379")
per_minute = parse("60/minute")

inbound = MovingWindowRateLimiter(store)  # ok: no-unenforced-limiter — hit() counts and decides
outbound = FixedWindowRateLimiter(store)  # expect: no-unenforced-limiter/neverUsed error


def accept(client: str) -> bool:
    return inbound.hit(per_minute, client)


def remaining(provider: str) -> int:
    return outbound.get_window_stats(per_minute, provider).remaining
