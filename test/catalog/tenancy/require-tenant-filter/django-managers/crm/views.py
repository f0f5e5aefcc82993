from rest_framework.response import Response
from rest_framework.views import APIView

from crm.models import Contact, Deal, Note


class DealView(APIView):
    def get(self, request, account_id, deal_id):
        # ok: require-tenant-filter — the manager filters by the current account
        deal = Deal.objects.get(pk=deal_id)
        return Response(deal.title)

    def delete(self, request, account_id, deal_id):
        # expect: require-tenant-filter/chosenByCaller error
        Deal.all_objects.get(pk=deal_id).delete()
        return Response(status=204)

    def post(self, request, account_id, deal_id):
        # expect: require-tenant-filter/chosenByCaller error
        deal = Deal._base_manager.get(pk=deal_id)
        return Response(deal.title)


class ContactView(APIView):
    def get(self, request, account_id, contact_id):
        # ok: require-tenant-filter — django-multitenant, and a middleware that sets the tenant
        contact = Contact.objects.get(pk=contact_id)
        return Response(contact.email)


class NoteView(APIView):
    def get(self, request, account_id, note_id):
        # expect: require-tenant-filter/chosenByCaller error
        note = Note.objects.get(pk=note_id)
        return Response(note.text)
