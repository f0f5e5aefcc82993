REST_FRAMEWORK = {
    "DEFAULT_THROTTLE_CLASSES": ["shop.throttles.BurstThrottle"],
    "DEFAULT_THROTTLE_RATES": {"burst": "60/minute", "export": "3/hour"},
}
