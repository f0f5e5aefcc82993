from celery import Celery

app = Celery("jobs", broker="amqp://rabbit//")
app.conf.update(task_acks_late=True, task_acks_on_timeout=False)  # ok: no-dead-retry-config — this version has it
