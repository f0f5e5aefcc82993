from celery import Celery

from database import SessionLocal
from scan import append_batch, store_batch, store_each, store_sorted

app = Celery("hosts")


@app.task
def scan_hosts(names: list[str]):
    with SessionLocal() as db:
        store_batch(names, db)
        store_sorted(names, db)
        store_each(names, db)
        append_batch(names, db)
