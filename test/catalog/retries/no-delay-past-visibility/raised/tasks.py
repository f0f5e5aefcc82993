from celery import Celery

app = Celery("trials", broker="redis://queue:6379/0")
app.conf.broker_transport_options = {"visibility_timeout": 172_800}


@app.task
def remind(user_id):
    return user_id


def start_trial(user):
    remind.apply_async((user.id,), countdown=86_400)  # ok: no-delay-past-visibility — the timeout is two days
