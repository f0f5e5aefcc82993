from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Board, Card
from .permissions import IsBoardMember, IsUrlBoardMember, IsWorkspaceMember


class BaseView(APIView):
    permission_classes = [IsBoardMember]

    @property
    def workspace_slug(self):
        return self.kwargs.get("slug")

    @property
    def board_id(self):
        return self.kwargs.get("board_id") or self.kwargs.get("pk")


class BoardView(APIView):
    permission_classes = [IsBoardMember]

    def patch(self, request, slug, pk):
        # ok: require-tenant-filter — the permission class found the caller among the members of this board
        board = Board.objects.get(pk=pk)
        board.title = request.data["title"]
        board.save()
        return Response(status=204)


class CardsView(BaseView):
    def get(self, request, slug, board_id):
        # ok: require-tenant-filter — the class that it derives from names the permission
        return Response(list(Card.objects.filter(board_id=board_id).values_list("title", flat=True)))

    def delete(self, request, slug, board_id):
        # expect: require-tenant-filter/chosenByCaller error
        Card.objects.filter(id__in=request.data["card_ids"]).delete()
        return Response(status=204)

    def post(self, request, slug, board_id):
        # ok: require-tenant-filter — the card lies on the board that was checked
        cards = Card.objects.filter(board_id=board_id, id__in=request.data["card_ids"])
        return Response({"found": cards.count()})


class MergeView(APIView):
    permission_classes = [IsUrlBoardMember]

    def post(self, request, slug, board_id, other):
        # ok: require-tenant-filter — the very part of the URL that the permission class asks for
        board = Board.objects.get(pk=board_id)
        # expect: require-tenant-filter/chosenByCaller error
        source = Board.objects.get(pk=other)
        board.title = source.title
        board.save()
        return Response(status=204)


class WorkspaceBoardView(APIView):
    permission_classes = [IsWorkspaceMember]

    def patch(self, request, slug, pk):
        # expect: require-tenant-filter/chosenByCaller error
        board = Board.objects.get(pk=pk)
        # ok: require-tenant-filter — the workspace is in the condition
        others = Board.objects.filter(workspace__slug=slug).exclude(pk=pk)
        return Response({"title": board.title, "others": others.count()})
