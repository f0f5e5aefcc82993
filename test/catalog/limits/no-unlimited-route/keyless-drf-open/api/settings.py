REST_FRAMEWORK = {
    "DEFAULT_THROTTLE_RATES": {"api_key": "60/minute"},
}
