import os

from celery import Celery

app = Celery("payouts", broker=os.environ.get("BROKER_URL", "amqp://guest@rabbit//"))
app.conf.update(
    task_acks_late=True,
    task_acks_on_failure_or_timeout=False,  # expect: no-ack-contradiction/dropsFailed warning
)
