from django.http import HttpResponse
from ratelimit.decorators import ratelimit


@ratelimit(key="ip", rate="5/m")  # expect: no-ignored-limit-result/requestNotRead error
def login(request):
    return HttpResponse("welcome")


@ratelimit(key="ip", rate="5/m", block=True)  # ok: no-ignored-limit-result — blocks
def reset(request):
    return HttpResponse("mail sent")
