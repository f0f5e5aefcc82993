import requests
from celery import Task, shared_task


class Recorded(Task):
    def on_failure(self, exc, task_id, args, kwargs, einfo):
        store_failed(self.name, args, kwargs, str(exc))


def store_failed(name, args, kwargs, error):
    print(name, args, kwargs, error)


@shared_task(base=Recorded, autoretry_for=(requests.RequestException,), max_retries=5)
def push_order(order_id):  # ok: require-dead-letter — `on_failure` keeps the arguments
    requests.post("https://erp.example.com/orders", json={"id": order_id}, timeout=10).raise_for_status()
