from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import get_object_or_404
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ModelViewSet

from .models import Board, Card, Emoji, WorkspaceMember


class CardView(APIView):
    def get(self, request, slug, card_id):
        # ok: require-tenant-filter — the workspace is in the condition
        card = Card.objects.get(pk=card_id, workspace__slug=slug)
        # ok: require-tenant-filter — a table of all tenants
        emojis = Emoji.objects.all()
        return Response({"title": card.title, "emojis": emojis.count()})

    def patch(self, request, slug, card_id):
        # expect: require-tenant-filter/chosenByCaller error
        card = Card.objects.get(pk=card_id)
        # ok: require-tenant-filter — the workspace is in the condition
        board = Board.objects.filter(workspace__slug=slug, pk=request.data["board_id"]).first()
        if board is None:
            return Response(status=404)
        # ok: require-tenant-filter — the board was found in the workspace
        neighbours = Card.objects.filter(board_id=board.id)
        card.position = neighbours.count()
        card.save()
        return Response(status=204)

    def post(self, request, slug, card_id):
        # expect: require-tenant-filter/chosenByCaller error
        cards = Card.objects.filter(id__in=request.data.get("card_ids", []))
        for card in cards:
            card.position += 1
        # ok: require-tenant-filter — writes the rows it is given
        Card.objects.bulk_update(cards, ["position"])
        return Response(status=204)

    def delete(self, request, slug, card_id):
        # expect: require-tenant-filter/chosenByCaller error
        get_object_or_404(Card, pk=card_id).delete()
        return Response(status=204)

    def put(self, request, slug, card_id):
        member = Exists(WorkspaceMember.objects.filter(workspace_id=OuterRef("workspace_id"), member=request.user))
        # ok: require-tenant-filter — restricted by what surrounds it
        boards = Board.objects.filter(workspace__slug=slug).prefetch_related(Prefetch("card_set", queryset=Card.objects.order_by("position")))
        return Response([board.title for board in boards.annotate(mine=member)])


class BoardViewSet(ModelViewSet):
    def get_queryset(self):
        # ok: require-tenant-filter — kwargs name the workspace
        return Board.objects.filter(workspace__slug=self.kwargs["slug"])

    def retrieve(self, request, slug, pk):
        # ok: require-tenant-filter — get_object goes through get_queryset
        board = self.get_object()
        return Response({"title": board.title})

    def create(self, request, slug):
        # ok: require-tenant-filter — the row carries the workspace
        board = Board.objects.create(workspace=WorkspaceMember.objects.get(member=request.user, workspace__slug=slug).workspace, title=request.data["title"])
        return Response({"id": board.id})


class BoardCardsView(ModelViewSet):
    def get_queryset(self):
        return Board.objects.filter(workspace__slug=self.kwargs["slug"], workspace__workspacemember__member=self.request.user)

    def retrieve(self, request, slug, board_id):
        board = self.get_queryset().filter(pk=board_id).first()
        if board is None:
            return Response(status=404)
        # ok: require-tenant-filter — the view's own query set found the board
        titles = Card.objects.filter(board_id=board_id).values_list("title", flat=True)
        return Response(list(titles))


class PublicBoardView(APIView):
    permission_classes = [AllowAny]

    def get(self, request, board_id):
        # ok: require-tenant-filter — published for everybody
        return Response({"title": Board.objects.get(pk=board_id).title})
