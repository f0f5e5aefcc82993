from rest_framework.views import APIView

from answers.throttles import CompletionThrottle


class LimitedView(APIView):
    throttle_classes = [CompletionThrottle]
