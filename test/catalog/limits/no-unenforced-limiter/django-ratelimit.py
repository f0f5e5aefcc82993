from django.http import HttpResponse
from django_ratelimit.decorators import ratelimit

limit_signup = ratelimit(key="ip", rate="10/h", method="POST")  # ok: no-unenforced-limiter — decorates the view below
limit_reset = ratelimit(key="post:email", rate="3/h")  # expect: no-unenforced-limiter/neverUsed error


@limit_signup
def signup(request):
    return HttpResponse(status=201)


@ratelimit(key="ip", rate="5/m")
def login(request):
    return HttpResponse(status=204)


def reset_password(request):
    return HttpResponse(status=204)
