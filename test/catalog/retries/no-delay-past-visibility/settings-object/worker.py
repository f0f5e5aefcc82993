from celery import Celery

from config import settings

app = Celery("trials", broker=settings.queue_url)


@app.task
def remind(user_id):
    return user_id


def start_trial(user):
    remind.apply_async((user.id,), countdown=7_200)  # expect: no-delay-past-visibility/redelivered warning
