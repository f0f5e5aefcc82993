from rest_framework.throttling import UserRateThrottle


class LongRateThrottle(UserRateThrottle):
    def parse_rate(self, rate):
        amount, period = rate.split("/")
        return int(amount), {"day": 86_400, "week": 604_800}[period]
