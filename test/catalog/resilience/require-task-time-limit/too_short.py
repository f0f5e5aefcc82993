import httpx
import requests
from celery import Celery

from .models import Lead

LOOKUP_TIMEOUT = 10
app = Celery("leads")
app.conf.update(task_time_limit=900, task_soft_time_limit=870)


@app.task
def enrich_leads(lead_ids):  # expect: require-task-time-limit/fewItems advice
    for lead_id in lead_ids:
        lookup(lead_id)


def lookup(lead_id):
    with httpx.Client(timeout=LOOKUP_TIMEOUT) as client:
        return client.get(f"https://directory.example.com/{lead_id}").json()


@app.task
def export_newest():  # expect: require-task-time-limit/tooShort warning
    for lead in Lead.objects.order_by("-created")[:200]:
        requests.post("https://crm.example.com/leads", json=lead.as_json(), timeout=30)


@app.task
def export_some():  # ok: require-task-time-limit — twenty of them fit into the limit
    for lead in Lead.objects.order_by("-created")[:20]:
        requests.post("https://crm.example.com/leads", json=lead.as_json(), timeout=30)


@app.task(time_limit=36000, soft_time_limit=35000)
def export_at_night(lead_ids):  # ok: require-task-time-limit — a thousand slow ones fit into the limit
    for lead_id in lead_ids:
        lookup(lead_id)


@app.task
def export_unsent():  # ok: require-task-time-limit — takes up what is left
    for lead in Lead.objects.filter(exported_at=None):
        requests.post("https://crm.example.com/leads", json=lead.as_json(), timeout=30)
        lead.mark_exported()


@app.task(time_limit=LIMITS["export"])
def export_as_told(lead_ids):  # ok: require-task-time-limit — the hard limit is not known, and the soft one may be taken
    for lead_id in lead_ids:
        Lead.objects.get(id=lead_id).export()
