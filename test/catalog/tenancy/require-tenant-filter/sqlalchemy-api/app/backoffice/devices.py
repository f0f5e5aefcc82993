from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Device, User
from app.session import current_user, get_db

router = APIRouter()


@router.get("/backoffice/devices/{device_id}")
def inspect_device(device_id: int, db: Session = Depends(get_db), user: User = Depends(current_user)):
    tenant_id = user.tenant_id
    # ok: require-tenant-filter — the operator's own tools work for all tenants
    device = db.execute(select(Device).where(Device.id == device_id)).scalar_one()
    return device, tenant_id
