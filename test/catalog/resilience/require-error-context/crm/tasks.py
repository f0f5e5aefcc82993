from celery import Celery

from crm.client import CrmClient

app = Celery("crm")


@app.task
def push_lead(lead):
    CrmClient().upsert(lead, lead["email"])
