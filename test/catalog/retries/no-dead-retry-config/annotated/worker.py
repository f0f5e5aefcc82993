from celery import Celery

app = Celery("crm", broker="redis://queue/0")
app.conf.update(
    task_annotations={"*": {"max_retries": 10, "default_retry_delay": 60}},  # ok: no-dead-retry-config — this is how
    task_time_limit=300,
)


@app.task(bind=True)
def sync(self, contact_id):
    raise self.retry()
