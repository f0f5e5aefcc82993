from openai import OpenAI
from rest_framework.decorators import api_view, throttle_classes
from rest_framework.response import Response
from rest_framework.views import APIView

from answers.base import LimitedView
from answers.throttles import CompletionThrottle

client = OpenAI()


def complete(question: str):
    return client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": question}])


class AnswerView(APIView):
    throttle_classes = [CompletionThrottle]

    def post(self, request):
        return Response(complete(request.data["question"]))


class DraftView(LimitedView):
    def post(self, request):  # ok: no-unlimited-route — the base class is throttled
        return Response(complete(request.data["question"]))


class PreviewView(APIView):
    def post(self, request):  # expect: no-unlimited-route/bypassedResource warning
        return Response(complete(request.data["question"]))


@api_view(["POST"])
@throttle_classes([CompletionThrottle])
def rewrite(request):  # ok: no-unlimited-route — throttled
    return Response(complete(request.data["question"]))
