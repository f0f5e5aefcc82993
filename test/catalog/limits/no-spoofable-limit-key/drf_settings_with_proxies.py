REST_FRAMEWORK = {
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],  # ok: no-spoofable-limit-key — the proxies are counted
    "DEFAULT_THROTTLE_RATES": {"anon": "100/day"},
    "NUM_PROXIES": 1,
}
