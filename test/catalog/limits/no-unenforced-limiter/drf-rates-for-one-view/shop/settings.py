REST_FRAMEWORK = {
    "DEFAULT_THROTTLE_RATES": {"login": "5/minute"},  # ok: no-unenforced-limiter — a view sets the class that reads it
}
