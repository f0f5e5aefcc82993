from celery import Celery


class WorkerConfig:
    broker_url = "redis://queue/0"
    task_default_max_retries = 5  # expect: no-dead-retry-config/noSuchSetting warning


class JobDefaults:
    task_max_retries = 5  # ok: no-dead-retry-config — no app is configured from this class


app = Celery("jobs")
app.config_from_object(WorkerConfig)
