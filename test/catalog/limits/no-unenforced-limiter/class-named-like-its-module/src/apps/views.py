import apps.limits.window
from apps.throttles import LoginThrottle
from rest_framework.exceptions import Throttled
from rest_framework.views import APIView


class Login(APIView):
    def post(self, request):
        if not LoginThrottle().allow_request(request, self):
            raise Throttled()
        return apps.limits.window.check_rate_limit(request.user.id)
