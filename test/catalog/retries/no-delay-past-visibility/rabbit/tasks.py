from celery import Celery

app = Celery("trials", broker="amqp://guest@rabbit//")


# ok: no-delay-past-visibility — RabbitMQ keeps a message with its worker
@app.task(bind=True, acks_late=True, time_limit=20_000)
def remind(self, user_id):
    raise self.retry(countdown=7200)


def start_trial(user):
    remind.apply_async((user.id,), countdown=86_400)
