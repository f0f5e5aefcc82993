from rest_framework.response import Response
from rest_framework.views import APIView


class Uploads(APIView):
    throttle_scope = "uploads"  # expect: no-unenforced-limiter/scopeWithoutClass error

    def post(self, request):
        return Response(status=201)
