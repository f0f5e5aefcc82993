CELERY_BROKER_URL = "redis://cache:6379/2"
CELERY_TASK_REJECT_ON_WORKER_LOST = True  # expect: no-ack-contradiction/rejectWithoutLate error
CELERY_TASK_TIME_LIMIT = 600
