import os

from celery import Celery

app = Celery("trials", broker=os.environ["BROKER"])


@app.task
def remind(user_id):
    return user_id


def start_trial(user):
    remind.apply_async((user.id,), countdown=86_400)  # ok: no-delay-past-visibility — the broker is not known
