from django.core.cache import cache
from django.http import HttpResponse


def login(request):
    address = request.META.get("HTTP_X_FORWARDED_FOR") or request.META["REMOTE_ADDR"]  # expect: no-spoofable-limit-key/clientHeader warning
    attempts = cache.get(f"login_attempts:{address}", 0)
    if attempts >= 5:
        return HttpResponse(status=429)
    cache.set(f"login_attempts:{address}", attempts + 1, 300)
    return HttpResponse(status=204)


def profile(request):
    address = request.META.get("HTTP_X_FORWARDED_FOR")  # ok: no-spoofable-limit-key — a cache key that limits nothing
    return cache.get(f"profile:{address}")
