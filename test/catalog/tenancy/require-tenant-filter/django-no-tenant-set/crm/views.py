from rest_framework.response import Response
from rest_framework.views import APIView

from crm.models import Contact


class ContactView(APIView):
    def get(self, request, account_id, contact_id):
        # Nobody sets the current tenant, and without one django-multitenant filters nothing.
        # expect: require-tenant-filter/chosenByCaller error
        contact = Contact.objects.get(pk=contact_id)
        return Response(contact.email)
