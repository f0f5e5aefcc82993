from fastapi import APIRouter, Depends, HTTPException

from app.auth import current_org, current_user
from app.exports_table import (
    archive_export,
    drop_export,
    export_by_id,
    exported_lead,
    purge_export,
    rename_export,
    set_path,
)

router = APIRouter()


@router.get("/exports/{export_id}")
def read_export(export_id: str, user: dict = Depends(current_user)):
    export = export_by_id(export_id)
    if not export or export.get("org_id") != user["org_id"]:
        raise HTTPException(404)
    return export


@router.put("/exports/{export_id}")
def move_export(export_id: str, path: str, user: dict = Depends(current_user)):
    export = export_by_id(export_id)
    if not export or export.get("org_id") != user["org_id"]:
        raise HTTPException(404)
    set_path(export_id, path)
    return {"moved": True}


@router.delete("/exports/{export_id}")
def remove_export(export_id: str, user: dict = Depends(current_user)):
    drop_export(export_id)
    return {"organization": user["org_id"]}


def own_export(organization: str, export_id: str):
    export = export_by_id(export_id)
    if not export or export.get("org_id") != organization:
        raise HTTPException(404)
    return export


@router.patch("/exports/{export_id}")
def rename(export_id: str, name: str, user: dict = Depends(current_user)):
    export = own_export(user["org_id"], export_id)
    rename_export(export, name)
    return {"renamed": True}


def chosen_export(org_id: str, chosen: dict):
    lead = exported_lead(chosen["lead_id"])
    export = own_export(org_id, lead["export_id"])
    return lead["email"], export


@router.post("/exports/archive")
def archive(chosen: dict, user: dict = Depends(current_user), org: dict = Depends(current_org)):
    mail, export = chosen_export(org["id"], chosen)
    archive_export(export["id"])
    return {"archived": mail}


def any_export(org_id: str, chosen: dict):
    print("export of", org_id)
    lead = exported_lead(chosen["lead_id"])
    return lead["email"], lead


@router.post("/exports/purge")
def purge(chosen: dict, user: dict = Depends(current_user), org: dict = Depends(current_org)):
    mail, lead = any_export(org["id"], chosen)
    purge_export(lead["export_id"])
    return {"purged": mail}
