from rest_framework.throttling import UserRateThrottle


class CompletionThrottle(UserRateThrottle):
    scope = "completions"
