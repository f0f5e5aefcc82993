from django.http import HttpResponse
from django_ratelimit.decorators import ratelimit
from fastapi import FastAPI, Request
from limits import parse_many
from rest_framework.throttling import AnonRateThrottle
from slowapi import Limiter
from slowapi.util import get_remote_address

app = FastAPI()
limiter = Limiter(key_func=get_remote_address, default_limits=["1000/day", "100 per 1 hour"])  # ok: no-invalid-limit — both are read
burst = parse_many("10 per second, 100 per minute")  # ok: no-invalid-limit — two limits


class SignupThrottle(AnonRateThrottle):
    rate = "5/h"  # ok: no-invalid-limit — the first letter is all that is read


@app.get("/monthly")
@limiter.limit("5/month")  # ok: no-invalid-limit — a month is known here
async def monthly(request: Request):
    return {"rows": []}


@app.get("/spaced")
@limiter.limit(" 5  per  2 hours ")  # ok: no-invalid-limit — blanks do no harm
async def spaced(request: Request):
    return {"rows": []}


@app.get("/upper")
@limiter.limit("5/MINUTE")  # ok: no-invalid-limit — case does no harm
async def upper(request: Request):
    return {"rows": []}


@ratelimit(key="ip", rate="5/s")  # ok: no-invalid-limit — per second, as written
def ping(request):
    return HttpResponse("pong")


@ratelimit(key="ip", rate="limits.rate_of")  # ok: no-invalid-limit — the path of a function
def search(request):
    return HttpResponse("rows")


@ratelimit(key="ip", rate="100/d")  # ok: no-invalid-limit — per day
def export(request):
    return HttpResponse("rows")
