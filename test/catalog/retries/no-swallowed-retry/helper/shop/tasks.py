from celery import shared_task
from shop.login import describe, ensure_login
from shop.orders import send


@shared_task(bind=True)
def send_order(self, order_id):
    try:
        ensure_login(self)  # expect: no-swallowed-retry/markedDone error
        send(order_id)
    except Exception:
        return False


@shared_task(bind=True)
def log_order(self, order_id):
    try:
        describe(self)  # ok: no-swallowed-retry — this helper asks for nothing
        send(order_id)
    except Exception:
        return False
