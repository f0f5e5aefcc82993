from django.core.mail import send_mail
from sqlalchemy import text

from app.models import Subscription


def with_cursor(connection):
    cursor = connection.cursor()
    cursor.execute("SELECT id, email FROM jobs WHERE sent = FALSE")
    for row in cursor.fetchall():
        send_mail("News", "News", "news@example.com", [row[1]])  # expect: no-effect-before-record/markedAfter warning
        cursor.execute("UPDATE jobs SET sent = TRUE WHERE id = %s", (row[0],))
        connection.commit()


def with_text(session):
    rows = session.execute(text("SELECT id, email FROM jobs WHERE sent_at IS NULL")).fetchall()
    for row in rows:
        send_mail("News", "News", "news@example.com", [row.email])  # expect: no-effect-before-record/markedAfter warning
        session.execute(text("UPDATE jobs SET sent_at = now() WHERE id = :id"), {"id": row.id})
    session.commit()


def with_test():
    for subscription in Subscription.objects.filter(status="active"):
        if subscription.reminder_sent_at:
            continue
        send_mail("Renew", "Soon", "news@example.com", [subscription.email])  # expect: no-effect-before-record/markedAfter warning
        subscription.reminder_sent_at = now()
        subscription.save()


def with_lock():
    for subscription in Subscription.objects.select_for_update(skip_locked=True).filter(reminder_sent_at__isnull=True):
        # ok: no-effect-before-record — the row is locked
        send_mail("Renew", "Soon", "news@example.com", [subscription.email])
        subscription.reminder_sent_at = now()
        subscription.save()
