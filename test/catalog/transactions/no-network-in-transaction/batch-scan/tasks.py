import requests
from celery import Celery

from database import SessionLocal
from models import Host

app = Celery("hosts")


@app.task
def ping(host_id):
    print(host_id)


def add_host(name):
    db = SessionLocal()
    host = Host(name=name, address="")
    db.add(host)
    db.flush()
    ping.delay(host.id)  # expect: no-network-in-transaction/handedOnBeforeCommit warning
    db.commit()


def add_and_ping(name):
    db = SessionLocal()
    host = Host(name=name, address="")
    db.add(host)
    db.commit()
    ping.delay(host.id)  # ok: no-network-in-transaction — the row is there


def in_block(name):
    with SessionLocal.begin() as db:
        db.add(Host(name=name, address=""))
        db.flush()
        requests.post("https://inventory.example.com/hosts", json={"name": name}, timeout=5)  # expect: no-network-in-transaction/holdsRows warning


def before_statement(name):
    with SessionLocal.begin() as db:
        # ok: no-network-in-transaction — the session has sent nothing yet
        address = requests.get(f"https://inventory.example.com/hosts/{name}", timeout=5).text
        db.add(Host(name=name, address=address))
