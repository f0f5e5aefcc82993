import asyncio

from alerts import deliver_pending
from celery_app import app
from models import SessionLocal


@app.task
def deliver_alerts():
    with SessionLocal() as db:
        return asyncio.run(deliver_pending(db))  # ok: require-idempotent-task — told where effect and record stand
