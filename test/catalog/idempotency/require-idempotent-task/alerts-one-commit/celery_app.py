from celery import Celery

app = Celery("alerts")
app.conf.task_acks_late = True
