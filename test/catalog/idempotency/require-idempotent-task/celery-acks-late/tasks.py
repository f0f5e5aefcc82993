from celery_app import app
from crm_client import CrmClient
from models import Account, SessionLocal


@app.task(bind=True, max_retries=3)
def push_account(self, account_id: int):
    with SessionLocal() as db:
        account = db.query(Account).filter(Account.id == account_id).one()
        crm = CrmClient("https://crm.example.com/v2", "token")
        contact = crm.create_contact({"email": account.email})  # expect: require-idempotent-task/repeatedAfterCrash error
        account.crm_id = contact["id"]
        db.commit()


@app.task
def push_account_once(account_id: int):
    with SessionLocal() as db:
        account = db.query(Account).filter(Account.id == account_id).one()
        if account.crm_id:
            return
        crm = CrmClient("https://crm.example.com/v2", "token")
        # A worker that dies before the commit has left no crm_id for the next run to find.
        contact = crm.create_contact({"email": account.email})  # expect: require-idempotent-task/repeatedAfterCrash warning
        account.crm_id = contact["id"]
        db.commit()


@app.task
def push_account_locked(account_id: int):
    with SessionLocal() as db:
        account = db.query(Account).filter(Account.id == account_id).with_for_update(skip_locked=True).first()
        if account is None or account.crm_id:
            return
        crm = CrmClient("https://crm.example.com/v2", "token")
        contact = crm.create_contact({"email": account.email})  # ok: require-idempotent-task — the row is locked and looked at again
        account.crm_id = contact["id"]
        db.commit()


@app.task(acks_late=False)
def push_account_early(account_id: int):
    with SessionLocal() as db:
        account = db.query(Account).filter(Account.id == account_id).one()
        crm = CrmClient("https://crm.example.com/v2", "token")
        contact = crm.create_contact({"email": account.email})  # ok: require-idempotent-task — acknowledged before it runs
        account.crm_id = contact["id"]
        db.commit()


@app.task
def refresh_account(account_id: int):
    with SessionLocal() as db:
        account = db.query(Account).filter(Account.id == account_id).one()
        crm = CrmClient("https://crm.example.com/v2", "token")
        found = crm.find_contact(account.email)
        crm.update_contact(found["id"], {"plan": account.plan})  # ok: require-idempotent-task — PUT sets the full state
        account.synced = True
        db.commit()
