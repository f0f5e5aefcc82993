from rest_framework.permissions import BasePermission

from .models import BoardMember, WorkspaceMember


class IsBoardMember(BasePermission):
    def has_permission(self, request, view):
        return BoardMember.objects.filter(
            workspace__slug=view.workspace_slug, board_id=view.board_id, member=request.user
        ).exists()


class IsUrlBoardMember(BasePermission):
    def has_permission(self, request, view):
        return BoardMember.objects.filter(
            workspace__slug=view.kwargs["slug"], board_id=view.kwargs["board_id"], member=request.user
        ).exists()


class IsWorkspaceMember(BasePermission):
    def has_permission(self, request, view):
        return WorkspaceMember.objects.filter(workspace__slug=view.workspace_slug, member=request.user).exists()
