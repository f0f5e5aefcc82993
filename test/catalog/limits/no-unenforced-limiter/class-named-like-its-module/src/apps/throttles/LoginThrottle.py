from rest_framework.throttling import SimpleRateThrottle


class LoginThrottle(SimpleRateThrottle):  # ok: no-unenforced-limiter — the view asks it
    scope = "login"

    def get_cache_key(self, request, view):
        return self.get_ident(request)
