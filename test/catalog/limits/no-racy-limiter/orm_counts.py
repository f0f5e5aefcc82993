from django.db.models import F
from fastapi import HTTPException
from sqlalchemy.orm import Session

from app.models import RateLimitEntry, Profile


def check_rate_limit(db: Session, key: str, limit: int) -> None:
    entry = db.query(RateLimitEntry).filter_by(key=key).first()  # expect: no-racy-limiter/overrun warning
    if entry is None:
        entry = RateLimitEntry(key=key, count=0)
        db.add(entry)
    if entry.count >= limit:
        raise HTTPException(status_code=429)
    entry.count += 1
    db.commit()


def check_rate_limit_locked(db: Session, key: str, limit: int) -> None:
    entry = db.query(RateLimitEntry).filter_by(key=key).with_for_update().one()  # ok: no-racy-limiter — the row is locked
    if entry.count >= limit:
        raise HTTPException(status_code=429)
    entry.count += 1
    db.commit()


def throttle_login(user, limit: int) -> bool:
    attempt, _ = user.attempts.get_or_create(name="login")  # expect: no-racy-limiter/overrun warning
    if attempt.count >= limit:
        return False
    attempt.count = attempt.count + 1
    attempt.save()
    return True


def throttle_login_in_place(user, limit: int) -> bool:
    changed = user.attempts.filter(name="login", count__lt=limit).update(count=F("count") + 1)  # ok: no-racy-limiter — one statement
    return changed == 1


def rename(db: Session, key: str) -> None:
    profile = db.query(Profile).filter_by(key=key).first()  # ok: no-racy-limiter — no limiter
    if profile.visits >= 10:
        profile.visits += 1
    db.commit()
