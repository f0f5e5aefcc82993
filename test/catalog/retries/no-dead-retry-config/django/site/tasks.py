from celery import shared_task
from django.conf import settings
from django.core.mail import send_mass_mail


@shared_task(bind=True, default_retry_delay=settings.CELERY_TASK_DEFAULT_RETRY_DELAY)
def send_mail(self, messages):
    try:
        send_mass_mail(messages)
    except OSError as exc:
        raise self.retry(exc=exc)
