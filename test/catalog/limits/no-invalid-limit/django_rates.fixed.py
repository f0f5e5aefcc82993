from django.http import HttpResponse
from django_ratelimit.decorators import ratelimit


@ratelimit(key="user", rate="5/7d")  # expect: no-invalid-limit/otherPeriod error
def export(request):
    return HttpResponse("rows")


@ratelimit(key="user", rate="5/30d")  # expect: no-invalid-limit/otherPeriod error
def archive(request):
    return HttpResponse("rows")


@ratelimit(key="user", rate="5/m")  # expect: no-invalid-limit/raises error
def login(request):
    return HttpResponse("welcome")


@ratelimit(key="ip", rate="10/15m")  # ok: no-invalid-limit — ten in a quarter of an hour
def search(request):
    return HttpResponse("rows")


@ratelimit(key="ip", rate="5/minute")  # ok: no-invalid-limit — read by its first letter, which is the right one
def ping(request):
    return HttpResponse("pong")
