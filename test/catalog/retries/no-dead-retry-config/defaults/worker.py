from celery import Celery

app = Celery("jobs", broker="redis://queue/0")
app.conf.update(
    task_max_retries=3,  # expect: no-dead-retry-config/noSuchSetting advice
    task_default_retry_delay=180,  # expect: no-dead-retry-config/noSuchSetting advice
)
