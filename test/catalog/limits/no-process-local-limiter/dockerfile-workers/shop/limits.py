from limits import storage, strategies

counts = storage.MemoryStorage()  # expect: no-process-local-limiter/severalProcesses error
window = strategies.MovingWindowRateLimiter(counts)
