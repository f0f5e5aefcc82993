from django.db import models
from django_multitenant.models import TenantModel

from crm.context import current_account


class Account(models.Model):
    name = models.CharField(max_length=80)


class AccountMember(models.Model):
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    user = models.ForeignKey("auth.User", on_delete=models.CASCADE)


class OwnManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(account=current_account())


class Deal(models.Model):
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    title = models.CharField(max_length=120)

    objects = OwnManager()
    all_objects = models.Manager()


class Contact(TenantModel):
    tenant_id = "account_id"
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    email = models.EmailField()


class Note(models.Model):
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    text = models.TextField()
