import asyncio
import time


class TokenBucket:
    def __init__(self, rate: float, burst: float):
        self.rate = rate
        self.burst = burst
        self.tokens = burst  # expect: no-process-local-limiter/severalProcesses warning
        self.updated = time.monotonic()

    def allow(self) -> bool:
        now = time.monotonic()
        self.tokens = min(self.burst, self.tokens + (now - self.updated) * self.rate)
        self.updated = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class PacingRateLimiter:
    """Waits before each call of a provider, which answers 429 by itself."""

    def __init__(self, rate: float):
        self.rate = rate
        self.tokens = rate  # ok: no-process-local-limiter — it paces calls that go out
        self.updated = time.monotonic()

    async def acquire(self) -> bool:
        now = time.monotonic()
        self.tokens = min(self.rate, self.tokens + (now - self.updated) * self.rate)
        if self.tokens < 1:
            await asyncio.sleep(1 / self.rate)
        self.tokens -= 1
        return True


exports = TokenBucket(rate=1, burst=10)
provider = PacingRateLimiter(rate=5)

windows: dict[str, list[float]] = {}  # expect: no-process-local-limiter/severalProcesses warning


class WindowLimiter:
    def is_allowed(self, account: str, limit: int) -> bool:
        now = time.time()
        if account not in windows:
            windows[account] = []
        windows[account] = [at for at in windows[account] if now - at < 60]
        if len(windows[account]) < limit:
            windows[account].append(now)
            return True
        return False


searches = WindowLimiter()
