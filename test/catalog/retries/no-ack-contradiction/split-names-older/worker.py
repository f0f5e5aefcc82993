from celery import Celery

app = Celery("payouts", broker="redis://queue/0")
app.conf.update(
    task_acks_late=True,
    task_acks_on_failure=False,  # ok: no-ack-contradiction — this version does not know it
)
