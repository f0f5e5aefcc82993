from celery import Celery

app = Celery("models", broker="memory://")
app.conf.update(
    task_acks_late=True,
    # Reject instead, so that the broker redelivers.
    task_acks_on_failure_or_timeout=False,  # expect: no-ack-contradiction/dropsFailed error
    task_reject_on_worker_lost=True,  # ok: no-ack-contradiction — with late acknowledgement
)
