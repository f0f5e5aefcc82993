from celery import Celery
from celery_once import QueueOnce

from base import LateTask, PlainTask

app = Celery("mail", broker="redis://queue/0")


# ok: no-ack-contradiction — the base class acknowledges late
@app.task(base=LateTask, reject_on_worker_lost=True)
def send_late(message_id):
    return message_id


# expect: no-ack-contradiction/rejectWithoutLate error
@app.task(base=PlainTask, reject_on_worker_lost=True)
def send_early(message_id):
    return message_id


# ok: no-ack-contradiction — the base class of another package may say anything
@app.task(base=QueueOnce, reject_on_worker_lost=True)
def send_once(message_id):
    return message_id
