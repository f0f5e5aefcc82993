from django.db import models


class Reminder(models.Model):
    email = models.EmailField()
    text = models.TextField()
    sent_at = models.DateTimeField(null=True)
