from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models import DeliveryRetry


def schedule_retry(session: Session, url: str) -> None:
    session.add(DeliveryRetry(url=url, status="pending", retry_count=0, next_retry_at=datetime.utcnow() + timedelta(minutes=1)))
    session.commit()


# ok: require-dead-letter — the worker goes through them
def pending_retries(session: Session, limit: int = 100):
    return (
        session.query(DeliveryRetry)
        .filter(DeliveryRetry.status == "pending", DeliveryRetry.next_retry_at <= datetime.utcnow())
        .limit(limit)
        .all()
    )
