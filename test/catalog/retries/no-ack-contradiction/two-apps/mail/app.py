from celery import Celery

app = Celery("mail", broker="redis://queue/1")
app.conf.timezone = "UTC"


# expect: no-ack-contradiction/rejectWithoutLate error
@app.task(reject_on_worker_lost=True)
def send(message_id):
    return message_id
