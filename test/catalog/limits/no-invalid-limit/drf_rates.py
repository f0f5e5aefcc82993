from rest_framework.throttling import SimpleRateThrottle, UserRateThrottle

REST_FRAMEWORK = {
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "user": "1000/day",  # ok: no-invalid-limit — per day
        "export": "5/month",  # expect: no-invalid-limit/otherPeriod error
        "report": "5/week",  # expect: no-invalid-limit/raises error
        "login": "5/15m",  # expect: no-invalid-limit/raises error
    },
}


class BurstThrottle(UserRateThrottle):
    rate = "60/min"  # ok: no-invalid-limit — read by its first letter, which is the right one


class InviteThrottle(SimpleRateThrottle):
    rate = "3/week"  # expect: no-invalid-limit/raises error

    def get_cache_key(self, request, view):
        return request.user.pk


class Price:
    rate = "3/week"  # ok: no-invalid-limit — no throttle
