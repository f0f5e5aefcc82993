from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView


class Uploads(APIView):
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "uploads"  # ok: no-unenforced-limiter — ScopedRateThrottle reads it

    def post(self, request):
        return Response(status=201)
