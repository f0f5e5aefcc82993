from celery import Celery

app = Celery("render", broker="redis://localhost:6379/0")
app.conf.update(
    task_acks_late=True,
    task_soft_time_limit=10_000,
    task_time_limit=10_800,  # expect: no-delay-past-visibility/overlaps error
)
