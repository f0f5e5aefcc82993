from celery import Celery

import celeryconfig

app = Celery("imports")
app.config_from_object(celeryconfig)
task_max_retries = 7  # ok: no-dead-retry-config — a constant of this module, which is no configuration


@app.task(bind=True, max_retries=task_max_retries)
def load(self, path):
    raise self.retry(countdown=5)
