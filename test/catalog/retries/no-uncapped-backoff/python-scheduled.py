from datetime import datetime, timedelta, timezone

from sqlalchemy.orm import Session

from hooks.models import Delivery

MAX_ATTEMPTS = 6


def mark_failed(session: Session, delivery: Delivery) -> None:
    delivery.attempts += 1
    if delivery.attempts >= MAX_ATTEMPTS:
        delivery.status = "dead"
        return
    # expect: no-uncapped-backoff/bounded advice
    delivery.next_attempt_at = datetime.now(timezone.utc) + timedelta(seconds=30 * 2**delivery.attempts)


def mark_capped(session: Session, delivery: Delivery) -> None:
    delivery.attempts += 1
    seconds = min(30 * 2**delivery.attempts, 3600)
    delivery.next_attempt_at = datetime.now(timezone.utc) + timedelta(seconds=seconds)  # ok: no-uncapped-backoff — capped


def expire(session: Session, delivery: Delivery) -> None:
    # ok: no-uncapped-backoff — no retry
    delivery.expires_at = datetime.now(timezone.utc) + timedelta(days=2 * delivery.plan_level)
