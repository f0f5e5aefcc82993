import dramatiq
import procrastinate
import stamina
from google.api_core.retry import Retry

from shop.erp import ErpError, post_order

app = procrastinate.App(connector=procrastinate.PsycopgConnector())


@app.task(retry=True)  # expect: no-unbounded-retry/byChoice warning
def send_order(order_id: int):
    post_order(order_id)


@app.task(retry=5)  # ok: no-unbounded-retry — five attempts
def send_label(order_id: int):
    post_order(order_id)


@dramatiq.actor(max_retries=None)  # expect: no-unbounded-retry/byChoice warning
def send_invoice(order_id: int):
    post_order(order_id)


@dramatiq.actor  # ok: no-unbounded-retry — 20 retries by default
def send_note(order_id: int):
    post_order(order_id)


@stamina.retry(on=ErpError, attempts=None, timeout=None)  # expect: no-unbounded-retry/byChoice warning
def load_order(order_id: int):
    return post_order(order_id)


@stamina.retry(on=ErpError, attempts=None)  # ok: no-unbounded-retry — 45 seconds by default
def load_label(order_id: int):
    return post_order(order_id)


@Retry()  # ok: no-unbounded-retry — 120 seconds by default
def load_invoice(order_id: int):
    return post_order(order_id)
