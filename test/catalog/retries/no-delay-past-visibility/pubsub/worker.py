from celery import Celery

app = Celery("trials", broker="gcpubsub://projects/shop")


@app.task
def remind(user_id):
    return user_id


def start_trial(user):
    remind.apply_async((user.id,), countdown=86_400)  # ok: no-delay-past-visibility — Pub/Sub extends its deadline by itself
