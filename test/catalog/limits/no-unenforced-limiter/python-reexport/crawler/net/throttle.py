import time


class HostRateLimiter:  # expect: no-unenforced-limiter/neverUsed warning
    """At most `limit` requests to a host in a window of seconds."""

    def __init__(self, limit: int, window: float):
        self.limit = limit
        self.window = window
        self.requests: dict[str, list[float]] = {}

    def allow(self, host: str) -> bool:
        now = time.monotonic()
        recent = [at for at in self.requests.get(host, []) if now - at < self.window]
        self.requests[host] = recent
        if len(recent) >= self.limit:
            return False
        recent.append(now)
        return True


_shared: HostRateLimiter | None = None


def get_host_limiter() -> HostRateLimiter:
    global _shared
    if _shared is None:
        _shared = HostRateLimiter(5, 1.0)
    return _shared
