from rest_framework import viewsets
from rest_framework.decorators import action, api_view, throttle_classes
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle


class ReportThrottle(UserRateThrottle):
    rate = "3/hour"


class Reports(viewsets.ViewSet):
    @action(detail=False, methods=["post"])
    @throttle_classes([ReportThrottle])  # expect: no-unenforced-limiter/idleDecorator error
    def export(self, request):
        return Response({"queued": True})

    @action(detail=False, methods=["post"], throttle_classes=[ReportThrottle])  # ok: no-unenforced-limiter — the action's own argument
    def refresh(self, request):
        return Response({"queued": True})


@api_view(["POST"])
@throttle_classes([ReportThrottle])  # ok: no-unenforced-limiter — a function view reads what the decorator sets
def export_all(request):
    return Response({"queued": True})
