import time
from collections import defaultdict


class LoginThrottle:
    def __init__(self, limit: int, window: float):
        self.limit = limit
        self.window = window
        self.attempts = defaultdict(list)  # expect: no-process-local-limiter/severalProcesses warning

    def allow(self, account: str) -> bool:
        now = time.time()
        self.attempts[account] = [at for at in self.attempts[account] if now - at < self.window]
        if len(self.attempts[account]) >= self.limit:
            return False
        self.attempts[account].append(now)
        return True


logins = LoginThrottle(limit=5, window=300)
