import pandas
from celery import Celery
from kombu import Queue

app = Celery("sheets", broker="amqp://rabbit//")
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,  # ok: no-ack-contradiction — a quorum queue counts the deliveries
    task_queues=[Queue("sheets", queue_arguments={"x-queue-type": "quorum", "x-delivery-limit": 3})],
)


@app.task
def load_sheet(path):
    return len(pandas.read_excel(path))
