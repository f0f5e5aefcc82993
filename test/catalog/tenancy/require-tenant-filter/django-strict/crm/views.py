from rest_framework.response import Response
from rest_framework.views import APIView

from crm.models import Contact


class ContactView(APIView):
    def get(self, request, account_id, contact_id):
        # ok: require-tenant-filter — in strict mode a query without a current tenant fails
        contact = Contact.objects.get(pk=contact_id)
        return Response(contact.email)
