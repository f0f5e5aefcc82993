from celery import Celery

from crm.config import config

app = Celery("crm", broker="redis://queue/0")
app.conf.task_default_retry_delay = config.retry_delay  # expect: no-dead-retry-config/noSuchSetting warning


@app.task(bind=True, task_time_limit=60)  # expect: no-dead-retry-config/misspeltOption warning
def sync(self, contact_id):
    raise self.retry(countdown=5)


@app.task(bind=True, time_limit=60)  # ok: no-dead-retry-config — the option's own name
def resync(self, contact_id):
    raise self.retry(countdown=5)
