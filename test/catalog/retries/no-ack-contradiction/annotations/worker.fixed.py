from celery import Celery

app = Celery("search", broker="redis://queue/0")
app.conf.task_annotations = {
    "search.index": {"acks_late": True},
    "*": {"rate_limit": "10/s"},
}


# ok: no-ack-contradiction — the annotation acknowledges late
@app.task(name="search.index", reject_on_worker_lost=True)
def index(document_id):
    return document_id


# expect: no-ack-contradiction/rejectWithoutLate error
@app.task(name="search.drop", reject_on_worker_lost=True, acks_late=True)
def drop(document_id):
    return document_id
