from os import environ

REDIS_HOST = environ["REDIS_HOST"]
CELERY_BROKER_URL = f"redis://{REDIS_HOST}:6379/3"
CELERY_TIMEZONE = "UTC"
