from celery import Celery

app = Celery("thumbs", broker="redis://queue/0")
# ok: no-ack-contradiction — it acts on the tasks that acknowledge late
app.conf.task_reject_on_worker_lost = True


@app.task(acks_late=True)
def scale(image_id):
    return image_id
