from django.db import models
from django_multitenant.models import TenantModel



class Account(models.Model):
    name = models.CharField(max_length=80)


class AccountMember(models.Model):
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    user = models.ForeignKey("auth.User", on_delete=models.CASCADE)


class Contact(TenantModel):
    tenant_id = "account_id"
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    email = models.EmailField()


class Note(models.Model):
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    text = models.TextField()
