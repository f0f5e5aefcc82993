import dns.resolver
from sqlalchemy.orm import Session

from models import Host


def scan(name: str, db: Session, commit: bool = True):
    host = db.query(Host).filter(Host.name == name).first()
    answer = dns.resolver.resolve(name, "A")  # expect: no-network-in-transaction/holdsConnectionUntilCommit advice
    db.query(Host).filter(Host.name == name).delete()
    db.add(Host(name=name, address=str(answer[0])))
    if commit:
        db.commit()
    return host


def scan_all(names: list[str], db: Session):
    for name in names:
        scan(name, db, commit=False)  # expect: no-network-in-transaction/holdsRowsUntilCommit warning
    db.commit()


def look_up(names: list[str]):
    return {name: dns.resolver.resolve(name, "A") for name in names}  # ok: no-network-in-transaction — no session in reach


def scan_apart(names: list[str], db: Session):
    found = look_up(names)  # ok: no-network-in-transaction — nothing is sent before
    for name, answer in found.items():
        db.add(Host(name=name, address=str(answer[0])))
    db.commit()


def scan_between(name: str, db: Session):
    host = db.query(Host).filter(Host.name == name).one()
    wanted = host.name
    db.commit()
    answer = dns.resolver.resolve(wanted, "A")  # ok: no-network-in-transaction — committed before, begun anew after
    db.add(Host(name=wanted, address=str(answer[0])))
    db.commit()


def scan_each(names: list[str], db: Session):
    for name in names:
        answer = dns.resolver.resolve(name, "A")  # ok: no-network-in-transaction — each turn commits before the next one asks
        db.add(Host(name=name, address=str(answer[0])))
        db.commit()


def only_read(name: str, db: Session):
    host = db.query(Host).filter(Host.name == name).first()
    return host, dns.resolver.resolve(name, "A")  # ok: no-network-in-transaction — nothing is committed here


def known_or_new(name: str, db: Session):
    host = db.query(Host).filter(Host.name == name).first()
    if host:
        host.address = "seen"
        db.commit()
        return host
    raise LookupError(name)
