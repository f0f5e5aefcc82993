import requests
from celery import Celery

from .db import SessionLocal
from .models import Contact, Import

app = Celery("imports")


@app.task(acks_late=True)
def import_contacts(import_id):
    session = SessionLocal()
    rows = session.get(Import, import_id).rows
    for start in range(0, len(rows), 100):  # expect: require-batch-checkpoint/repeatsWork warning
        for row in rows[start : start + 100]:
            session.merge(Contact(email=row["email"]))
        session.commit()


@app.task(autoretry_for=(requests.RequestException,))
def invite_contacts(import_id):
    contacts = load_contacts(import_id)
    for contact in contacts:  # expect: require-batch-checkpoint/repeatsEffects warning
        requests.post("https://crm.example.com/invitations", json={"email": contact.email}, timeout=10)


@app.task(acks_late=True)
def import_unless_finished(import_id):
    session = SessionLocal()
    job = session.get(Import, import_id)
    if job.status == "finished":
        return
    for row in job.rows:  # expect: require-batch-checkpoint/repeatsWork warning
        session.merge(Contact(email=row["email"]))
        session.commit()


@app.task(acks_late=True)
def import_once(import_id):
    session = SessionLocal()
    for row in session.get(Import, import_id).rows:  # ok: require-batch-checkpoint — one commit for all: a second run finds nothing of the first
        session.merge(Contact(email=row["email"]))
    session.commit()


@app.task(acks_late=True)
def import_from_cursor(import_id):
    session = SessionLocal()
    job = session.get(Import, import_id)
    for row in job.rows[job.cursor :]:  # ok: require-batch-checkpoint — goes on where the last run has stopped
        session.merge(Contact(email=row["email"]))
        job.cursor += 1
        session.commit()


@app.task(acks_late=True)
def import_by_status(import_id):
    session = SessionLocal()
    for row in session.get(Import, import_id).rows:  # ok: require-batch-checkpoint — each row says whether it is done
        if row.status == "done":
            continue
        session.merge(Contact(email=row.email))
        row.status = "done"
        session.commit()


@app.task(acks_late=True)
def import_each(import_id):
    rows = load_rows(import_id)
    for row in rows:  # ok: require-batch-checkpoint — a task of its own for each row
        import_contact.delay(row["email"])


@app.task
def import_early(import_id):
    session = SessionLocal()
    for row in session.get(Import, import_id).rows:  # ok: require-batch-checkpoint — acknowledged first and never retried: no second run
        session.merge(Contact(email=row["email"]))
        session.commit()


@app.task(acks_late=True)
def notify_backends(import_id):
    for backend in ("crm", "mail"):  # ok: require-batch-checkpoint — two of them, written here
        requests.post(f"https://{backend}.example.com/imports", json={"id": import_id}, timeout=10)


def load_contacts(import_id):
    return SessionLocal().query(Contact).filter_by(import_id=import_id).all()


def load_rows(import_id):
    return SessionLocal().get(Import, import_id).rows


@app.task(autoretry_for=(requests.RequestException,))
def render_clip(clip_id):
    farms = farms_for(clip_id)
    for farm in farms:  # ok: require-batch-checkpoint — the first farm that answers ends it
        try:
            return requests.post(f"https://{farm}/renders", json={"clip": clip_id}, timeout=10)
        except requests.ConnectionError:
            continue


@app.task(autoretry_for=(requests.RequestException,))
def place_order(order_id):
    warehouses = warehouses_near(order_id)
    for warehouse in warehouses:  # ok: require-batch-checkpoint — the next one is asked only when this one fails
        try:
            requests.post(f"https://{warehouse}/orders", json={"order": order_id}, timeout=10)
            break
        except requests.ConnectionError:
            note_failure(warehouse)


@app.task(autoretry_for=(requests.RequestException,))
def order_all(batch_id):
    orders = orders_of(batch_id)
    for order in orders:  # expect: require-batch-checkpoint/repeatsEffects warning
        if order is None:
            return None
        requests.post("https://shop.example.com/orders", json={"order": order.id}, timeout=10)


@app.task(acks_late=True)
def drop_old_contacts(days):
    session = SessionLocal()
    for contact in contacts_older_than(session, days):  # ok: require-batch-checkpoint — a contact that is gone is not found again
        delete_contact(session, contact.id)


def delete_contact(session, contact_id):
    session.execute("DELETE FROM contacts WHERE id = :id", {"id": contact_id})
    session.commit()
