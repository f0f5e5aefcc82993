BROKER_URL = "redis://queue:6379/0"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACKS_LATE = True
CELERY_REJECT_ON_WORKER_LOST = True  # ok: no-ack-contradiction — late acknowledgement is on, by its old name
CELERY_ACKS_ON_FAILURE_OR_TIMEOUT = False  # expect: no-ack-contradiction/dropsFailed error
