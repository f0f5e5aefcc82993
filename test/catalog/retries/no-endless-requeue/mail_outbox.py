from django.utils import timezone

from shop.mail import deliver
from shop.models import Invite, OutgoingMail, Reminder


def send_outgoing():
    mails = OutgoingMail.objects.filter(sent=False).order_by("created_at")[:20]
    for mail in mails:
        try:
            deliver(mail.address, mail.text)
            mail.sent = True
        except Exception as error:
            mail.error = str(error)  # expect: no-endless-requeue/neverMarked
        mail.save()


def send_reminders():
    for reminder in Reminder.objects.filter(sent_at__isnull=True)[:20]:
        try:
            deliver(reminder.address, reminder.text)
            reminder.sent_at = timezone.now()
        except Exception as error:
            # ok: no-endless-requeue — the next time is set further and further away
            reminder.error = str(error)
            reminder.next_attempt_at = timezone.now() + 2 * (timezone.now() - reminder.created_at)
        reminder.save()


def send_invites():
    for invite in Invite.objects.filter(sent_at__isnull=True)[:20]:
        try:
            deliver(invite.address, invite.text)
            invite.sent_at = timezone.now()
        except Exception as error:
            invite.error = str(error)  # expect: no-endless-requeue/neverMarked
        invite.save()
