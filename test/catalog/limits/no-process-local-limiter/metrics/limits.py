import time

from prometheus_client import Counter

REFUSED = Counter("rate_limit_refused_total", "Requests that were refused", ["route"])  # ok: no-process-local-limiter — a metric


def refuse_over_rate_limit(route: str, count: int, limit: int) -> bool:
    started = time.time()
    if count >= limit:
        REFUSED.labels(route).inc()
        return True
    count += 1
    return time.time() - started > limit
