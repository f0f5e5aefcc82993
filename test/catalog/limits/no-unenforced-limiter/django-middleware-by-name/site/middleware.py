from django.core.cache import cache
from django.http import HttpResponse


class LoginRateLimitMiddleware:  # ok: no-unenforced-limiter — the settings name it
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        key = f"login:{request.META['REMOTE_ADDR']}"
        count = cache.get_or_set(key, 0, 60)
        if request.path == "/login" and count >= 5:
            return HttpResponse(status=429)
        cache.incr(key)
        return self.get_response(request)
