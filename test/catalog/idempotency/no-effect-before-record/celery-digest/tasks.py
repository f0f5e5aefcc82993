from celery import shared_task
from django.core.mail import send_mail
from django.utils import timezone

from .locks import acquire_lock, release_lock
from .models import Digest


@shared_task
def dispatch_digests():
    digests = Digest.objects.filter(dispatched_at__isnull=True)
    for digest in digests:
        mail_digest.delay(digest.id)  # expect: no-effect-before-record/markedAfterAll error
    Digest.objects.filter(pk__in=[digest.pk for digest in digests]).update(dispatched_at=timezone.now())


@shared_task
def mail_digest(digest_id):
    if not acquire_lock(f"digest-{digest_id}"):
        return
    digest = Digest.objects.get(pk=digest_id)
    send_mail("Your digest", digest.body, "digest@example.com", [digest.receiver])
    release_lock(f"digest-{digest_id}")


@shared_task
def dispatch_checked_digests():
    digests = Digest.objects.filter(dispatched_at__isnull=True)
    for digest in digests:
        # ok: no-effect-before-record — the task itself asks whether the row was taken
        mail_digest_once.delay(digest.id)
    Digest.objects.filter(pk__in=[digest.pk for digest in digests]).update(dispatched_at=timezone.now())


@shared_task
def mail_digest_once(digest_id):
    if not Digest.objects.filter(pk=digest_id, dispatched_at__isnull=True).update(dispatched_at=timezone.now()):
        return
    digest = Digest.objects.get(pk=digest_id)
    send_mail("Your digest", digest.body, "digest@example.com", [digest.receiver])
