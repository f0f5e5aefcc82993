from celery import Celery

app = Celery("digest")
app.conf.beat_schedule = {
    "send-due": {"task": "tasks.send_due", "schedule": 60.0},
}
