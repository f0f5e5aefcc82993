import os

from celery import Celery

app = Celery("relay", broker=os.environ["REDIS_URL"])

app.conf.update(
    # A task that was running when its worker died is given to another worker.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
)
