from rest_framework.throttling import UserRateThrottle


class BurstThrottle(UserRateThrottle):  # ok: no-unenforced-limiter — named by the settings
    scope = "burst"


class ExportThrottle(UserRateThrottle):  # expect: no-unenforced-limiter/neverUsed warning
    scope = "export"
