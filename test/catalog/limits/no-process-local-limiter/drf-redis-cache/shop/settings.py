CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://cache:6379"}}

REST_FRAMEWORK = {
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],  # ok: no-process-local-limiter — the cache is Redis
    "DEFAULT_THROTTLE_RATES": {"user": "1000/day"},
}
