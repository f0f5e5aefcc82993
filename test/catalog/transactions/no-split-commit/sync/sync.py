import requests
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from models import Company, Event, Referral
from store import note, save_company, save_or_stage, save_referral, stage_company


def sync(db: Session, rows: list[dict]) -> None:
    for row in rows:
        try:
            save_referral(db, row)  # expect: no-split-commit/several advice
            save_company(db, row)
        except SQLAlchemyError:
            db.rollback()
            continue


def sync_staged(db: Session, rows: list[dict]) -> None:
    for row in rows:
        try:
            stage_company(db, row)
            db.add(Event(text="staged"))
            db.commit()  # ok: no-split-commit — one commit for each item
        except SQLAlchemyError:
            db.rollback()


def sync_with_switch(db: Session, row: dict) -> None:
    try:
        save_or_stage(db, row, commit=False)  # ok: no-split-commit — told not to commit
        db.add(Event(text="staged"))
        db.commit()
    except SQLAlchemyError:
        db.rollback()


def either(db: Session, row: dict) -> None:
    try:
        if row["kind"] == "company":
            db.add(Company(name=row["company"]))
            db.commit()  # ok: no-split-commit — the one way or the other
        else:
            db.add(Referral(number=row["number"], status="new"))
            db.commit()
    except SQLAlchemyError:
        db.rollback()


def early(db: Session, row: dict) -> Company:
    try:
        if not row["company"]:
            db.add(Event(text="nameless"))
            db.commit()  # ok: no-split-commit — leaves with it
            return Company(name="")
        company = Company(name=row["company"])
        db.add(company)
        db.commit()
        return company
    except SQLAlchemyError:
        db.rollback()
        raise


def push(db: Session, company: Company) -> None:
    try:
        db.add(company)
        db.commit()  # ok: no-split-commit — another system is called before the second one
        answer = requests.post("https://crm.example.com/companies", json={"name": company.name}, timeout=10)
        db.add(Event(text=answer.json()["id"]))
        db.commit()
    except requests.RequestException:
        db.rollback()
        raise


def run(db: Session, job) -> None:
    try:
        job.status = "running"
        db.commit()  # ok: no-split-commit — only a state
        db.add(Event(text="ran"))
        job.status = "done"
        db.commit()
    except SQLAlchemyError:
        db.rollback()


def refill(db: Session, rows: list[dict]) -> None:
    try:
        db.query(Company).delete()
        for row in rows:
            db.add(Company(name=row["company"]))
            db.commit()  # expect: no-split-commit/loop advice
    except SQLAlchemyError:
        db.rollback()
        raise


def refill_at_once(db: Session, rows: list[dict]) -> None:
    try:
        db.query(Company).delete()
        for row in rows:
            db.add(Company(name=row["company"]))
        db.commit()  # ok: no-split-commit — one for all
    except SQLAlchemyError:
        db.rollback()
        raise


def bill(db: Session, row: dict) -> None:
    db.add(Company(name=row["company"]))
    note(db, "billed")  # expect: no-split-commit/callee advice
    db.add(Event(text="sent"))
    db.commit()


def bill_then_note(db: Session, row: dict) -> None:
    db.add(Company(name=row["company"]))
    db.commit()
    note(db, "billed")  # ok: no-split-commit — the caller is done


def note_then_bill(db: Session, row: dict) -> None:
    note(db, "billing")  # ok: no-split-commit — the caller has not begun
    db.add(Company(name=row["company"]))
    db.commit()


def save_and_tag(db: Session, row: dict) -> None:
    try:
        db.add(Company(name=row["company"]))
        db.commit()
        try:
            db.add(Event(text="tagged"))
            db.commit()  # ok: no-split-commit — its failure is kept here, and rolls nothing back
        except SQLAlchemyError:
            print("not tagged")
    except SQLAlchemyError:
        db.rollback()
        raise
