from sqlalchemy.orm import Session

from models import Host


def store(name: str, db: Session, commit: bool = True):
    db.query(Host).filter(Host.name == name).delete()
    db.add(Host(name=name, address=""))
    if commit:
        db.commit()


def append(name: str, db: Session):
    db.add(Host(name=name, address=""))


def store_batch(names: list[str], db: Session):
    for name in names:  # expect: require-lock-order/callerOrder advice
        store(name, db, commit=False)
    db.commit()


def store_sorted(names: list[str], db: Session):
    for name in sorted(names):  # ok: require-lock-order — in one order
        store(name, db, commit=False)
    db.commit()


def store_each(names: list[str], db: Session):
    for name in names:  # ok: require-lock-order — committed in each turn
        store(name, db)
    db.commit()


def append_batch(names: list[str], db: Session):
    for name in names:  # ok: require-lock-order — only adds rows
        append(name, db)
    db.commit()
