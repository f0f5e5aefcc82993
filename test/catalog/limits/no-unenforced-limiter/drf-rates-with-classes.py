INSTALLED_APPS = ["rest_framework", "shop"]

REST_FRAMEWORK = {
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": "20/minute"},  # ok: no-unenforced-limiter — the class reads the rate
}
