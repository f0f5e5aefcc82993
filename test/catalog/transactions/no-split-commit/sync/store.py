from sqlalchemy.orm import Session

from models import Company, Event, Referral


def save_referral(db: Session, row: dict) -> Referral:
    known = db.query(Referral).filter(Referral.number == row["number"]).first()
    if known:
        known.status = row["status"]
        db.commit()
        return known
    fresh = Referral(number=row["number"], status=row["status"])
    db.add(fresh)
    db.commit()
    return fresh


def save_company(db: Session, row: dict) -> Company:
    company = Company(name=row["company"])
    db.add(company)
    db.commit()
    return company


def stage_company(db: Session, row: dict) -> Company:
    company = Company(name=row["company"])
    db.add(company)
    db.flush()
    return company


def note(db: Session, text: str) -> None:
    db.add(Event(text=text))
    db.commit()


def save_or_stage(db: Session, row: dict, commit: bool = True) -> None:
    db.add(Company(name=row["company"]))
    if commit:
        db.commit()
