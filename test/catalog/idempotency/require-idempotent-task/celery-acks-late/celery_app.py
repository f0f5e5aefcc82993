from celery import Celery

app = Celery("billing", broker="redis://broker:6379/0")
app.conf.update(
    task_serializer="json",
    task_acks_late=True,
    task_reject_on_worker_lost=True,
)
