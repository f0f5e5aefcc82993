RATELIMIT_USE_CACHE = "limits"  # ok: no-fail-open-limiter — django-ratelimit refuses while its cache is away
RATELIMIT_FAIL_OPEN = False  # ok: no-fail-open-limiter — said so
