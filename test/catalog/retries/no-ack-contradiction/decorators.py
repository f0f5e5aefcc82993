from celery import Celery

app = Celery("imports", broker="redis://queue:6379/0")
app.conf.update(task_serializer="json", worker_prefetch_multiplier=1)


# expect: no-ack-contradiction/rejectWithoutLate error
@app.task(bind=True, reject_on_worker_lost=True)
def import_file(self, path):
    return path


@app.task(
    # expect: no-ack-contradiction/rejectWithoutLate error
    reject_on_worker_lost=True,  # the pod may be evicted
    acks_late=False,
)
def import_rows(rows):
    return len(rows)


# expect: no-ack-contradiction/dropsFailed error
@app.task(acks_late=True, acks_on_failure_or_timeout=False)
def import_feed(url):
    return url


# expect: no-ack-contradiction/failureWithoutLate error
@app.task(acks_on_failure_or_timeout=False, max_retries=2)
def import_again(url):
    return url


# ok: no-ack-contradiction — a killed worker puts it back, which is what both options together are for
@app.task(acks_late=True, reject_on_worker_lost=True)
def import_safely(path):
    return path


# ok: no-ack-contradiction — late alone covers the death of the whole worker
@app.task(acks_late=True)
def import_late(path):
    return path


# ok: no-ack-contradiction — off by default, and said so
@app.task(reject_on_worker_lost=False, acks_on_failure_or_timeout=True)
def import_plainly(path):
    return path


LATE = {"acks_late": True}


# ok: no-ack-contradiction — what the dictionary holds is not read
@app.task(reject_on_worker_lost=True, **LATE)
def import_with_options(path):
    return path


# ok: no-ack-contradiction — what decides is not known here
@app.task(reject_on_worker_lost=True, acks_late=app.conf.late)
def import_as_configured(path):
    return path
