from django.core.mail import send_mail

from config import app
from .models import Reminder


@app.task
def send_due():
    due = list(Reminder.objects.filter(sent_at__isnull=True))
    for reminder in due:
        send_mail("Reminder", reminder.text, "team@example.com", [reminder.email])  # ok: require-idempotent-task — no-effect-before-record tells of marks that a work list sets too late
    Reminder.objects.bulk_update(due, ["sent_at"])


@app.task
def send_one(reminder_id):
    reminder = Reminder.objects.get(pk=reminder_id)
    send_mail("Reminder", reminder.text, "team@example.com", [reminder.email])  # ok: require-idempotent-task — acknowledged before it runs, by no schedule
    reminder.save()
