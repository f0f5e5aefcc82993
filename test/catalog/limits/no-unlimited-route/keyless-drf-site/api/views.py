from rest_framework.response import Response
from rest_framework.views import APIView

from api.throttles import ApiKeyThrottle


class OrderView(APIView):
    throttle_classes = [ApiKeyThrottle]

    def get(self, request):
        return Response([])
