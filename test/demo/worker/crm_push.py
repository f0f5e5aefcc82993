"""Passes new leads on to the CRM of the site that they came from."""

import os

import httpx

from worker.celery_app import app
from worker.database import admin

CRM_URL = os.environ["CRM_URL"]


@app.task(bind=True, max_retries=12)
def push_lead(self, lead_id: str, site_id: str) -> str:
    lead = admin.table("leads").select("*").eq("id", lead_id).eq("site_id", site_id).single().execute().data

    try:
        answer = httpx.post(
            f"{CRM_URL}/contacts",
            json={"email": lead["email"], "note": lead["message"]},
            timeout=10,
        )
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise self.retry(exc=error, countdown=60 * (2**self.request.retries))

    crm_id = answer.json()["id"]
    admin.table("leads").update({"crm_id": crm_id}).eq("id", lead_id).eq("site_id", site_id).execute()
    return crm_id
