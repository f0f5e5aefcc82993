from celery import current_task


def fetch_or_retry(url):
    if not url:
        raise current_task.retry(countdown=5)
