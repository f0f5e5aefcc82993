from django.http import HttpResponse
from django_ratelimit.decorators import ratelimit


@ratelimit(key="ip", rate="5/m")  # ok: no-ignored-limit-result — blocks by default since 4.0
def login(request):
    return HttpResponse("welcome")


@ratelimit(key="ip", rate="5/m", block=False)  # expect: no-ignored-limit-result/requestNotRead error
def reset(request):
    return HttpResponse("mail sent")
