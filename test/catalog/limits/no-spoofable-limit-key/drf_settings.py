REST_FRAMEWORK = {
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],  # expect: no-spoofable-limit-key/unknownProxies warning
    "DEFAULT_THROTTLE_RATES": {"anon": "100/day"},
}
