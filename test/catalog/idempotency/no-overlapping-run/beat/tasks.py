from celery import Celery
from celery_once import QueueOnce
from django.core.mail import send_mail

from .models import Alert, Digest

app = Celery("alerts")

app.conf.beat_schedule = {
    "alerts": {"task": "beat.tasks.send_alerts", "schedule": 300.0},
    "digests": {"task": "beat.tasks.send_digests", "schedule": 300.0},
    "locked": {"task": "beat.tasks.send_locked", "schedule": 300.0},
    "counts": {"task": "beat.tasks.count_alerts", "schedule": 60.0},
    "monthly": {"task": "monthly-letter", "schedule": crontab(minute=0, hour=6, day_of_month=1)},
}


@app.task
def send_alerts():  # expect: no-overlapping-run/overlappingAt warning
    for alert in Alert.objects.filter(sent_at=None):
        send_mail("Alert", alert.text, "alerts@example.com", [alert.email])
        alert.sent_at = now()
        alert.save()


@app.task(base=QueueOnce)
def send_digests():  # ok: no-overlapping-run — one run at a time
    for digest in Digest.objects.filter(sent_at=None):
        send_mail("Digest", digest.text, "alerts@example.com", [digest.email])


@app.task
def send_locked():  # ok: no-overlapping-run — each row is locked by the run that takes it
    for alert in Alert.objects.select_for_update(skip_locked=True).filter(sent_at=None):
        send_mail("Alert", alert.text, "alerts@example.com", [alert.email])
        alert.delete()


@app.task
def count_alerts():  # ok: no-overlapping-run — the same number is written again
    Digest.objects.update(total=Alert.objects.count())


@app.task(name="monthly-letter")
def send_letters():  # expect: no-overlapping-run/overlappingAt advice
    for digest in Digest.objects.all():
        send_mail("Letter", digest.text, "alerts@example.com", [digest.email])


@app.task
def send_one(alert_id):  # ok: no-overlapping-run — nothing starts it by the clock
    for address in Alert.objects.get(pk=alert_id).addresses.all():
        send_mail("Alert", "…", "alerts@example.com", [address])
