"""The request for a retry reaches the worker, or there is none."""

import logging

from celery import Celery
from celery.exceptions import Ignore, Retry
from tenacity import retry

from media.store import StoreDown, fetch, mark

app = Celery("media")
logger = logging.getLogger(__name__)


@app.task(bind=True)
def copy_in_handler(self, key):
    try:
        fetch(key)
    except StoreDown as exc:
        raise self.retry(exc=exc)  # ok: no-swallowed-retry — it stands in the handler, not in what the handler guards


@app.task(bind=True)
def copy_in_broad_handler(self, key):
    try:
        fetch(key)
    except Exception as exc:
        logger.warning("again: %s", exc)
        self.retry(exc=exc, countdown=60)  # ok: no-swallowed-retry — nothing around the handler


@app.task(bind=True)
def copy_with_own_handler(self, key):
    try:
        if not fetch(key):
            raise self.retry(countdown=5)  # ok: no-swallowed-retry — let through by name first
        mark(key)
    except Retry:
        raise
    except Exception:
        logger.exception("copy failed")


@app.task(bind=True)
def copy_and_report(self, key):
    try:
        if not fetch(key):
            raise self.retry(countdown=5)  # ok: no-swallowed-retry — raised again after it is logged
    except Exception:
        logger.exception("copy failed")
        raise


@app.task(bind=True)
def copy_unless_retried(self, key):
    try:
        raise self.retry(countdown=5)  # ok: no-swallowed-retry — the handler asks what it caught
    except Exception as exc:
        if isinstance(exc, (Retry, Ignore)):
            raise
        mark(key)


@app.task(bind=True)
def copy_without_raise(self, key):
    try:
        fetch(key)
        self.retry(countdown=300, throw=False)  # ok: no-swallowed-retry — nothing is raised
    except Exception:
        logger.exception("copy failed")


@app.task(bind=True)
def copy_narrow(self, key):
    try:
        if not fetch(key):
            self.retry()  # ok: no-swallowed-retry — the handler takes StoreDown only
    except (StoreDown, KeyError):
        mark(key)
    else:
        mark(key)


@app.task(bind=True)
def copy_in_else(self, key):
    try:
        done = fetch(key)
    except Exception:
        logger.exception("copy failed")
    else:
        if not done:
            raise self.retry()  # ok: no-swallowed-retry — `else` is not guarded


# ok: no-swallowed-retry — explicit retries pass the automatic ones
@app.task(bind=True, autoretry_for=(Exception,))
def copy_automatic(self, key):
    if not fetch(key):
        raise self.retry(countdown=10)


@retry
def not_a_task(self, client):
    try:
        client.retry()  # ok: no-swallowed-retry — another thing's `retry`
    except Exception:
        return None
