from django.http import HttpResponse
from ratelimit.decorators import ratelimit


@ratelimit(key="ip", rate="5/m")  # ok: no-ignored-limit-result — the view looks at the request
def login(request):
    if getattr(request, "limited", False):
        return HttpResponse("slow down", status=429)
    return HttpResponse("welcome")
