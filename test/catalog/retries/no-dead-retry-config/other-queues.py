import dramatiq
from huey import RedisHuey
from invoke import task

huey = RedisHuey("shop")


@huey.task(retries=3, retry_delay=10)  # ok: no-dead-retry-config — huey's own options
def book(order_id):
    return order_id


@dramatiq.actor(max_retries=5)  # ok: no-dead-retry-config — no task of this queue
def release(order_id):
    return order_id


@task(optional=["countdown"])  # ok: no-dead-retry-config — a task of a build
def deploy(context):
    return context
