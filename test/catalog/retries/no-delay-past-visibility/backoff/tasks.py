from celery import Celery

app = Celery("crm", broker="redis://queue/0")


# expect: no-delay-past-visibility/redelivered error
@app.task(autoretry_for=(OSError,), retry_backoff=60, retry_backoff_max=14_400, max_retries=10)
def push(contact_id):
    raise OSError(contact_id)


# ok: no-delay-past-visibility — the wait is 600 s at most
@app.task(autoretry_for=(OSError,), retry_backoff=60, max_retries=10)
def push_softly(contact_id):
    raise OSError(contact_id)


# ok: no-delay-past-visibility — five retries come to 16 minutes
@app.task(autoretry_for=(OSError,), retry_backoff=60, retry_backoff_max=14_400, max_retries=5)
def push_shortly(contact_id):
    raise OSError(contact_id)


@app.task(bind=True, max_retries=8)
def push_by_hand(self, contact_id):
    # expect: no-delay-past-visibility/redelivered error
    raise self.retry(countdown=60 * 2**self.request.retries)
