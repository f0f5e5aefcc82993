from celery import shared_task

from client import push
from errors import Paused, RateLimited


@shared_task(bind=True, max_retries=5)
def push_order(self, order: dict) -> str:
    try:
        return push(order)
    except RateLimited as exc:
        # expect: no-unchecked-retry-after/unbounded warning
        raise self.retry(exc=exc, countdown=exc.retry_after or 60)
    except Paused as exc:
        # ok: no-unchecked-retry-after — the program itself has set it to a minute
        raise self.retry(exc=exc, countdown=exc.retry_after_seconds)


@shared_task(bind=True, max_retries=5)
def push_return(self, order: dict) -> str:
    try:
        return push(order)
    except RateLimited as exc:
        # ok: no-unchecked-retry-after — at most ten minutes
        raise self.retry(exc=exc, countdown=max(1, min(exc.retry_after or 60, 600)))
