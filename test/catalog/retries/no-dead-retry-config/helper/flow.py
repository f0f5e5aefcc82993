def retry_later(task, exc):
    if task.request.retries < 2:
        raise task.retry(exc=exc, countdown=60)


def trace(task):
    print(task.name)
