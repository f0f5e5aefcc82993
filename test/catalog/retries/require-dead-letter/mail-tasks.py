import logging

from celery import shared_task
from django.core.mail import EmailMultiAlternatives, send_mail

from accounts.models import Invitation, Report

logger = logging.getLogger(__name__)


@shared_task
def send_invitation(invitation_id):
    invitation = Invitation.objects.get(pk=invitation_id)
    try:
        message = EmailMultiAlternatives("You are invited", invitation.text, "team@example.com", [invitation.email])
        message.send()
    except Exception as error:  # expect: require-dead-letter/swallowed warning
        logger.exception(error)
        return


@shared_task(bind=True, max_retries=5)
def send_receipt(self, address, text):  # expect: require-dead-letter/exhausted advice
    try:
        send_mail("Receipt", text, "shop@example.com", [address])
    # ok: require-dead-letter — the failure asks for another attempt
    except Exception as error:
        logger.warning("receipt to %s failed", address)
        raise self.retry(exc=error, countdown=60)


@shared_task
def send_report(report_id, address):
    try:
        send_mail("Report", "…", "shop@example.com", [address])
    # ok: require-dead-letter — the failure is kept with the report
    except Exception as error:
        logger.exception(error)
        Report.objects.filter(pk=report_id).update(state="failed", error=str(error))


@shared_task
def send_reminders():
    for invitation in Invitation.objects.filter(reminded_at__isnull=True):
        try:
            send_mail("Reminder", "…", "shop@example.com", [invitation.email])
            invitation.save()
        # ok: require-dead-letter — the next run finds the same rows
        except Exception as error:
            logger.exception(error)


def notify_now(address):
    try:
        send_mail("Hello", "…", "shop@example.com", [address])
    # ok: require-dead-letter — not a task: its caller goes on without the mail
    except Exception as error:
        logger.exception(error)
