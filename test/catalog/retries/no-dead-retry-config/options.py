from celery import Celery

from shop.erp import ErpDown, book, release

app = Celery("shop", broker="redis://queue/0")


# expect: no-dead-retry-config/misspeltOption warning
@app.task(bind=True, max_retires=9)
def book_order(self, order_id):
    try:
        book(order_id)
    except ErpDown as exc:
        raise self.retry(exc=exc)


# expect: no-dead-retry-config/misspeltOption warning
@app.task(acks_lat=True)
def release_order(order_id):
    release(order_id)


# expect: no-dead-retry-config/needsAutoretry error
@app.task(retry_backoff=True, retry_backoff_max=900, max_retries=8)
def book_later(order_id):
    book(order_id)


@app.task(
    bind=True,
    # expect: no-dead-retry-config/needsAutoretry warning
    retry_backoff=30,
)
def book_by_hand(self, order_id):
    try:
        book(order_id)
    except ErpDown as exc:
        raise self.retry(exc=exc)


# expect: no-dead-retry-config/needsAutoretry error
@app.task(retry_kwargs={"max_retries": 5, "countdown": 10})
def release_later(order_id):
    release(order_id)


# expect: no-dead-retry-config/neverRetries warning
@app.task(bind=True, max_retries=5, default_retry_delay=30)
def release_all(self, order_ids):
    for order_id in order_ids:
        release(order_id)


@app.task(
    autoretry_for=(ErpDown,),
    max_retries=4,
    # expect: no-dead-retry-config/foreignOption warning
    interval_start=5,
    interval_step=10,
)
def book_with_interval(order_id):
    book(order_id)


# expect: no-dead-retry-config/foreignOption warning
@app.task(bind=True, retry_delay=20)
def book_with_delay(self, order_id):
    try:
        book(order_id)
    except ErpDown as exc:
        raise self.retry(exc=exc)


# expect: no-dead-retry-config/foreignOption warning
@app.task(countdown=60)
def release_in_a_minute(order_id):
    release(order_id)


# expect: no-dead-retry-config/overridden warning
@app.task(autoretry_for=(ErpDown,), max_retries=9, retry_kwargs={"max_retries": 2})
def book_twice(order_id):
    book(order_id)


# expect: no-dead-retry-config/overridden warning
@app.task(autoretry_for=(ErpDown,), retry_backoff=5, retry_kwargs={"countdown": 60})
def book_slowly(order_id):
    book(order_id)


@app.task(bind=True)
def book_for_ever(self, order_id):
    try:
        book(order_id)
    except ErpDown as exc:
        # expect: no-dead-retry-config/noneMeansDefault warning
        raise self.retry(exc=exc, max_retries=None)


# expect: no-dead-retry-config/foreignOption warning
@app.task(autoretry_for=(ErpDown,), retry_policy={"max_retries": 3, "interval_start": 1})
def book_with_policy(order_id):
    book(order_id)


# expect: no-dead-retry-config/foreignOption warning
@app.task(autoretry_for=(ErpDown,), retries=7)
def book_seven_times(order_id):
    book(order_id)


# expect: no-dead-retry-config/foreignOption warning
@app.task(retry_for=(ErpDown,))
def book_on_errors(order_id):
    book(order_id)
