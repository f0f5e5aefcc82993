REST_FRAMEWORK = {
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],  # expect: no-process-local-limiter/severalProcesses error
    "DEFAULT_THROTTLE_RATES": {"user": "1000/day"},
}
