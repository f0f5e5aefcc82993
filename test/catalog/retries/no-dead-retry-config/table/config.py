class Config:
    CELERY = dict(
        broker_url="redis://queue/0",
        result_backend="redis://queue/1",
        task_max_retries=6,  # expect: no-dead-retry-config/noSuchSetting warning
    )
    PAGING = {"task_max_retries": 6, "page_size": 50}  # ok: no-dead-retry-config — no table of this queue's settings
