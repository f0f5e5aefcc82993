from celery import Celery

app = Celery("billing", broker="redis://queue/0")
app.conf.task_acks_late = True


# ok: no-ack-contradiction — this app acknowledges late
@app.task(reject_on_worker_lost=True)
def charge(order_id):
    return order_id
