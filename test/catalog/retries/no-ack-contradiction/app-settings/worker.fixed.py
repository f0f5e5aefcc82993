from celery import Celery

celery_app = Celery("reports", broker="redis://localhost:6379/1")

celery_app.conf.update(
    task_serializer="json",
    task_time_limit=900,
    # expect: no-ack-contradiction/rejectWithoutLate error
    # expect: no-ack-contradiction/failureWithoutLate error
)


@celery_app.task(bind=True)
def render(self, report_id):
    return report_id
