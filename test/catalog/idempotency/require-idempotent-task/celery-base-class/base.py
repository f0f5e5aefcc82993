from celery import Task


class LateTask(Task):
    acks_late = True
    reject_on_worker_lost = True


class PlainTask(Task):
    ignore_result = True
