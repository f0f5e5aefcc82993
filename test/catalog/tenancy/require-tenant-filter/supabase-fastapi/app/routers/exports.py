from fastapi import APIRouter, Depends, HTTPException

from app.auth import current_user
from app.exports_table import drop_export, export_by_id, set_path

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
