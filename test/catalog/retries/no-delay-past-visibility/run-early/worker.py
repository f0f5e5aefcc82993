from celery import Celery

app = Celery("render", broker="redis://localhost:6379/0")
app.conf.update(task_time_limit=10_800)  # ok: no-delay-past-visibility — tasks are acknowledged before they run
