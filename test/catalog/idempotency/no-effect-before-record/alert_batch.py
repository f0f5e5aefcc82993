from datetime import datetime, timezone

import requests
from django.core.mail import send_mail
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models import Alert, Contract, Owner, Reminder


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


def send_contract(db: Session, contract_id: str) -> None:
    contract = db.query(Contract).filter(Contract.id == contract_id).first()
    send_mail("Contract", contract.text, "legal@example.com", [contract.email])  # expect: no-effect-before-record/neverAsked warning
    contract.sent_at = datetime.now(timezone.utc)
    db.commit()


def resend_contract(db: Session, contract_id: str) -> None:
    contract = db.query(Contract).filter(Contract.id == contract_id).first()
    # ok: no-effect-before-record — sending again is what it is for
    send_mail("Contract", contract.text, "legal@example.com", [contract.email])
    contract.sent_at = datetime.now(timezone.utc)
    db.commit()


def send_reminder_for(db: Session, contract_id: str) -> None:
    contract = db.query(Contract).filter(Contract.id == contract_id).first()
    owner = db.query(Owner).filter(Owner.id == contract.owner_id).first()
    # ok: no-effect-before-record — the mark is of another table than the rows that were loaded
    send_mail("Reminder", "Please sign.", "legal@example.com", [owner.email])
    db.execute(update(Reminder).where(Reminder.contract_id == contract_id).values(sent_at=datetime.now(timezone.utc)))
    db.commit()
