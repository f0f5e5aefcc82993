from fastapi import APIRouter, Depends, HTTPException

from app.auth import current_user
from app.exports_table import drop_export, export_by_id, rename_export, set_path

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
