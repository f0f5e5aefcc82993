from datetime import timedelta

from celery import Celery
from django.utils import timezone

app = Celery("feeds", broker="sqs://")


@app.task(bind=True, max_retries=3, default_retry_delay=3000)
def pull(self, feed_id):
    # expect: no-delay-past-visibility/redelivered error
    raise self.retry()


def later(feed_id):
    # expect: no-delay-past-visibility/redelivered error
    pull.apply_async((feed_id,), eta=timezone.now() + timedelta(minutes=40))
    pull.s(feed_id).set(countdown=1500).apply_async()  # ok: no-delay-past-visibility — 25 minutes of 30
