from django.db import models


class Alert(models.Model):
    text = models.TextField()
    email = models.EmailField()
    sent_at = models.DateTimeField(null=True)


class Digest(models.Model):
    text = models.TextField()
    email = models.EmailField()
    total = models.IntegerField()
