from celery import Celery

app = Celery("render", broker="redis://localhost:6379/0")
app.conf.update(
    task_acks_late=True,
    task_time_limit=1800,  # ok: no-delay-past-visibility — half an hour is what a film takes
    broker_transport_options={"visibility_timeout": 7200},  # expect: no-delay-past-visibility/overlaps error
)
