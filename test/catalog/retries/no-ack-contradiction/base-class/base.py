from celery import Task


class LateTask(Task):
    acks_late = True
    autoretry_for = (ConnectionError,)


class PlainTask(Task):
    max_retries = 5
