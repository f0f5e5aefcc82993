REST_FRAMEWORK = {
    "DEFAULT_THROTTLE_CLASSES": ["throttles.LongRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": "1000/week"},  # ok: no-invalid-limit — the project reads its rates by itself
}
