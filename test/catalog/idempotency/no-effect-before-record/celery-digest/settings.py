from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    "digests-every-five-minutes": {"task": "digests.tasks.dispatch_digests", "schedule": crontab(minute="*/5")},
}
