from datetime import datetime, timezone

import requests
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Alert


def deliver_pending_alerts(db: Session) -> int:
    alerts = db.execute(select(Alert).where(Alert.delivered_at.is_(None)).limit(200)).scalars().all()
    for alert in alerts:
        requests.post(f"https://hooks.example.com/notify/{alert.team_id}", json=alert.payload, timeout=5)  # expect: no-effect-before-record/markedAfterAll error
        alert.delivered_at = datetime.now(timezone.utc)
    db.commit()
    return len(alerts)


def deliver_pending_alerts_one_by_one(db: Session) -> int:
    alerts = db.execute(select(Alert).where(Alert.delivered_at.is_(None)).limit(200)).scalars().all()
    for alert in alerts:
        requests.post(f"https://hooks.example.com/notify/{alert.team_id}", json=alert.payload, timeout=5)  # expect: no-effect-before-record/markedAfter warning
        alert.delivered_at = datetime.now(timezone.utc)
        db.commit()
    return len(alerts)


def deliver_claimed_alerts(db: Session) -> int:
    alerts = db.execute(
        select(Alert).where(Alert.delivered_at.is_(None)).limit(200).with_for_update(skip_locked=True)
    ).scalars().all()
    for alert in alerts:
        # ok: no-effect-before-record — the rows are locked until the commit
        requests.post(f"https://hooks.example.com/notify/{alert.team_id}", json=alert.payload, timeout=5)
        alert.delivered_at = datetime.now(timezone.utc)
    db.commit()
    return len(alerts)


def deliver_marked_alerts(db: Session) -> None:
    alert = db.execute(select(Alert).where(Alert.delivered_at.is_(None)).limit(1)).scalar_one_or_none()
    if alert is None:
        return
    alert.delivered_at = datetime.now(timezone.utc)
    db.commit()
    # ok: no-effect-before-record — marked and committed first
    requests.post(f"https://hooks.example.com/notify/{alert.team_id}", json=alert.payload, timeout=5)
