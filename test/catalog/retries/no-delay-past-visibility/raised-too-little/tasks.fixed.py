from celery import Celery

app = Celery("trials", broker="redis://queue:6379/0")
app.conf.broker_transport_options = {"visibility_timeout": 133200}


@app.task
def remind(user_id):
    return user_id


def start_trial(user):
    remind.apply_async((user.id,), countdown=129600)  # expect: no-delay-past-visibility/redelivered error
