from fastapi import APIRouter, Body, Depends, HTTPException

from app.auth import current_user
from app.db import get_client

router = APIRouter(prefix="/leads")


@router.get("/{job_id}")
def leads_of_job(job_id: str, user: dict = Depends(current_user)):
    db = get_client()
    # expect: require-tenant-filter/chosenByCaller warning
    rows = db.table("leads").select("*").eq("job_id", job_id).execute()
    return rows.data


@router.get("/checked/{job_id}")
def leads_of_own_job(job_id: str, user: dict = Depends(current_user)):
    db = get_client()
    # ok: require-tenant-filter — this is the check itself
    job = db.table("jobs").select("org_id").eq("id", job_id).execute()
    if not job.data or job.data[0]["org_id"] != user["org_id"]:
        raise HTTPException(404)
    # ok: require-tenant-filter — the job was compared with the caller's organization
    return db.table("leads").select("*").eq("job_id", job_id).execute().data


@router.get("/joined/{email}")
def leads_by_address(email: str, user: dict = Depends(current_user)):
    org_id = user["org_id"]
    # ok: require-tenant-filter — restricted through the inner join
    return get_client().table("leads").select("*, jobs!inner(org_id)").eq("jobs.org_id", org_id).eq("email", email).execute().data


@router.get("/best")
def best_leads(user: dict = Depends(current_user)):
    # expect: require-tenant-filter/everyTenant warning
    return get_client().table("leads").select("*").gte("score", 80).execute().data


@router.post("/jobs")
def start(name: str = Body(...), user: dict = Depends(current_user)):
    org_id = user.get("org_id")
    # ok: require-tenant-filter — the row carries the tenant
    return get_client().table("jobs").insert({"org_id": org_id, "status": "new", "name": name}).execute().data


@router.post("/import/{job_id}")
def add_lead(job_id: str, email: str = Body(...), user: dict = Depends(current_user)):
    # expect: require-tenant-filter/writtenUnder warning
    return get_client().table("leads").insert({"job_id": job_id, "email": email}).execute().data


@router.delete("/jobs/{job_id}")
def drop(job_id: str, user: dict = Depends(current_user)):
    org_id = user["org_id"]
    db = get_client()
    # ok: require-tenant-filter — the condition is there, on another line
    db.table("jobs").delete() \
        .eq("id", job_id) \
        .eq("org_id", org_id) \
        .execute()


@router.get("/settings")
def settings(user: dict = Depends(current_user)):
    # ok: require-tenant-filter — the tenant itself
    return get_client().table("organizations").select("webhook_url").eq("id", user["org_id"]).execute().data
