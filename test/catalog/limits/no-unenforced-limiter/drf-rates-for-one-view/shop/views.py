from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


class LoginThrottle(SimpleRateThrottle):  # ok: no-unenforced-limiter — the base view returns it from get_throttles()
    scope = "login"

    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class LimitedView(APIView):
    def get_throttles(self):
        return [LoginThrottle()]


class Login(LimitedView):
    def post(self, request):
        return Response({"ok": True})
