import os

CELERY_BROKER_URL = os.environ["BROKER_URL"]
CELERY_TASK_MAX_RETRIES = int(os.environ.get("CELERY_TASK_MAX_RETRIES", "5"))  # expect: no-dead-retry-config/noSuchSetting warning
CELERY_TASK_DEFAULT_RETRY_DELAY = 30  # ok: no-dead-retry-config — `send_mail` reads it
CELERY_TASK_TIME_LIMIT = 600  # ok: no-dead-retry-config — a setting
CELERY_TASK_SOFT_TIMELIMIT = 500  # expect: no-dead-retry-config/misspeltSetting warning
CELERY_ACKS_LATE = True  # ok: no-dead-retry-config — the name before 4.0
EMAIL_TASK_MAX_RETRIES = 3  # ok: no-dead-retry-config — the program's own constant
