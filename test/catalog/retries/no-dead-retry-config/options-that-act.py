from celery import Celery, current_task, shared_task
from celery.exceptions import Retry
from celery_once import QueueOnce

from shop.erp import ErpDown, book, release, run_with_task

app = Celery("shop", broker="redis://queue/0")


# ok: no-dead-retry-config — both are there
@app.task(autoretry_for=(ErpDown,), retry_backoff=True, retry_backoff_max=300, retry_jitter=False)
def book_order(order_id):
    book(order_id)


# ok: no-dead-retry-config — used by the retry in the body
@shared_task(bind=True, max_retries=5, default_retry_delay=30)
def book_by_hand(self, order_id):
    try:
        book(order_id)
    except ErpDown as exc:
        raise self.retry(exc=exc)


# ok: no-dead-retry-config — asked for through the current task
@app.task(max_retries=5)
def book_through_current(order_id):
    try:
        book(order_id)
    except ErpDown as exc:
        raise current_task.retry(exc=exc)


# ok: no-dead-retry-config — the exception is raised by hand
@app.task(max_retries=2)
def book_and_raise(order_id):
    if not book(order_id):
        raise Retry("not booked", when=10)


# ok: no-dead-retry-config — says that it is not retried
@app.task(max_retries=0)
def book_once(order_id):
    book(order_id)


# ok: no-dead-retry-config — the task is given to what may retry it
@app.task(bind=True, max_retries=4)
def book_elsewhere(self, order_id):
    run_with_task(self, order_id)


# ok: no-dead-retry-config — the body reads its own options
@app.task(bind=True, interval_start=5, max_retries=3)
def book_in_loop(self, order_id):
    for attempt in range(self.max_retries):
        if book(order_id):
            return self.interval_start * attempt
    return None


# ok: no-dead-retry-config — the base class of another package has options of its own
@app.task(base=QueueOnce, once={"graceful": True}, retry_delay=5)
def release_once(order_id):
    release(order_id)


# ok: no-dead-retry-config — handlers are options too
@app.task(on_failure=lambda *given: release(given), queue="erp", routing_key="erp", throws=(ErpDown,))
def book_with_handler(order_id):
    book(order_id)


# ok: no-dead-retry-config — the same number twice
@app.task(autoretry_for=(ErpDown,), max_retries=2, retry_kwargs={"max_retries": 2})
def book_twice(order_id):
    book(order_id)


# ok: no-dead-retry-config — the task itself retries for ever
@app.task(bind=True, max_retries=None)
def book_for_ever(self, order_id):
    if not book(order_id):
        raise self.retry(max_retries=None)


OPTIONS = {"autoretry_for": (ErpDown,)}


# ok: no-dead-retry-config — what the dictionary holds is not read
@app.task(retry_backoff=True, **OPTIONS)
def book_with_options(order_id):
    book(order_id)


# ok: no-dead-retry-config — sends itself again, which is a retry by hand
@app.task(max_retries=3)
def book_again(order_id, left=3):
    if not book(order_id) and left:
        book_again.apply_async((order_id, left - 1), countdown=30)
