from celery import Celery

app = Celery("crm", broker="redis://queue/0", task_annotations={"*": {"max_retries": 4}})  # expect: no-dead-retry-config/noSuchSetting warning

app.conf.update(
    task_serializer="json",
    task_annotations={"*": {"default_retry_delay": 60, "max_retries": 10}},  # expect: no-dead-retry-config/noSuchSetting warning
    # expect: no-dead-retry-config/noSuchSetting warning
    worker_prefetch_multiplier=1,
)
app.conf.task_autoretry_for = (ConnectionError,)  # expect: no-dead-retry-config/noSuchSetting error
app.conf.task_retry_backoff = True  # expect: no-dead-retry-config/noSuchSetting warning
app.conf["task_retry_backoff_max"] = 900  # expect: no-dead-retry-config/noSuchSetting warning
app.conf.task_retry_jitter = True  # expect: no-dead-retry-config/noSuchSetting warning
app.conf.task_retry_kwargs = {"max_retries": 4}  # expect: no-dead-retry-config/noSuchSetting warning
app.conf.task_acks_late = True  # expect: no-dead-retry-config/misspeltSetting warning
app.conf.task_acks_late = True  # expect: no-dead-retry-config/misspeltSetting warning
app.conf.task_publish_retry = True  # ok: no-dead-retry-config — about publishing a message
app.conf.task_publish_retry_policy = {"max_retries": 3}  # ok: no-dead-retry-config — about publishing a message
app.conf.broker_connection_max_retries = 5  # ok: no-dead-retry-config — about the connection
app.conf.result_backend_always_retry = True  # ok: no-dead-retry-config — a setting since 5.0
app.conf.crm_page_size = 200  # ok: no-dead-retry-config — a key of the program's own
app.conf.worker_tenants = ["eu"]  # ok: no-dead-retry-config — a key of the program's own


@app.task(bind=True)
def sync(self, contact_id):
    raise self.retry()
