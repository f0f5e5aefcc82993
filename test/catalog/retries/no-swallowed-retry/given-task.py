"""Helpers that tasks hand themselves to."""

from celery.exceptions import MaxRetriesExceededError

from shop.alerts import alert


def retry_or_alert(task, exc, countdown=60):
    try:
        raise task.retry(exc=exc, countdown=countdown)
    except MaxRetriesExceededError:  # expect: no-swallowed-retry/unreachableHandler warning
        alert(task.name)


def retry_or_alert_plainly(task, countdown=60):
    try:
        raise task.retry(countdown=countdown)
    except MaxRetriesExceededError:  # ok: no-swallowed-retry — without exc= the last retry raises it
        alert(task.name)


def retry_with_cause(task, exc=None):
    try:
        raise task.retry(exc=exc)
    except MaxRetriesExceededError:  # ok: no-swallowed-retry — raised when no cause is given
        alert(task.name)
