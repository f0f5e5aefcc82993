from django.db import models


class Digest(models.Model):
    receiver = models.EmailField()
    body = models.TextField()
    dispatched_at = models.DateTimeField(null=True)
