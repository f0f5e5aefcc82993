from datetime import datetime, timedelta

from app import app


@app.task
def remind(user_id):
    return user_id


@app.task(bind=True, max_retries=6)
def sync(self, user_id):
    raise self.retry(countdown=120)  # ok: no-delay-past-visibility — two minutes


def start_trial(user):
    remind.apply_async((user.id,), countdown=86_400)  # expect: no-delay-past-visibility/redelivered error
    remind.apply_async((user.id,), countdown=1800)  # ok: no-delay-past-visibility — half an hour
    remind.apply_async((user.id,), countdown=user.trial_seconds)  # ok: no-delay-past-visibility — not known
    remind.apply_async((user.id,), eta=user.trial_ends)  # ok: no-delay-past-visibility — not known


def soon(user):
    remind.apply_async((user.id,), eta=datetime.now() + timedelta(minutes=50))  # ok: no-delay-past-visibility — below 1 h
