REST_FRAMEWORK = {
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],  # ok: no-spoofable-limit-key — counted by the account
    "DEFAULT_THROTTLE_RATES": {"user": "1000/day"},
}
