from celery import Celery
from kombu import Exchange, Queue

app = Celery("payouts", broker="amqp://guest@rabbit//")
app.conf.update(
    task_acks_late=True,
    task_acks_on_failure_or_timeout=False,  # ok: no-ack-contradiction — the queue has a dead-letter exchange
    task_queues=[
        Queue(
            "payouts",
            Exchange("payouts"),
            routing_key="payouts",
            queue_arguments={"x-dead-letter-exchange": "payouts.dead", "x-dead-letter-routing-key": "dead"},
        ),
    ],
)
