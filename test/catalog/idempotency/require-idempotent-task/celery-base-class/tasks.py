from base import LateTask, PlainTask
from celery import Celery
from crm_client import CrmClient
from models import Account, SessionLocal

app = Celery("crm", broker="redis://broker:6379/0")


@app.task(base=LateTask)
def push_late(account_id: int):
    with SessionLocal() as db:
        account = db.query(Account).filter(Account.id == account_id).one()
        crm = CrmClient("https://crm.example.com/v2", "token")
        contact = crm.create_contact({"email": account.email})  # expect: require-idempotent-task/repeatedAfterCrash error
        account.crm_id = contact["id"]
        db.commit()


@app.task(base=PlainTask)
def push_once(account_id: int):
    with SessionLocal() as db:
        account = db.query(Account).filter(Account.id == account_id).one()
        crm = CrmClient("https://crm.example.com/v2", "token")
        contact = crm.create_contact({"email": account.email})  # ok: require-idempotent-task — runs at most once
        account.crm_id = contact["id"]
        db.commit()
