from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.models import Device, Reading, User
from app.session import current_user, get_db

router = APIRouter()


@router.get("/devices/{device_id}")
def read_device(device_id: int, db: Session = Depends(get_db), user: User = Depends(current_user)):
    # ok: require-tenant-filter — the tenant is in the condition
    device = db.query(Device).filter(Device.id == device_id, Device.tenant_id == user.tenant_id).first()
    if device is None:
        raise HTTPException(404)
    # ok: require-tenant-filter — the device was found with the tenant
    return db.scalars(select(Reading).where(Reading.device_id == device.id)).all()


@router.patch("/devices/{device_id}")
def rename_device(device_id: int, label: str, db: Session = Depends(get_db), user: User = Depends(current_user)):
    own = db.query(Device).filter(Device.tenant_id == user.tenant_id, Device.label == label).count()
    if own:
        raise HTTPException(409)
    # expect: require-tenant-filter/chosenByCaller error
    device = db.query(Device).filter(Device.id == device_id).first()
    device.label = label
    db.commit()


@router.get("/readings/{device_id}")
def readings(device_id: int, db: Session = Depends(get_db), user: User = Depends(current_user)):
    conditions = [Reading.device_id == device_id]
    conditions.append(Reading.tenant_id == user.tenant_id)
    # ok: require-tenant-filter — the list of conditions holds the tenant
    return db.scalars(select(Reading).where(and_(*conditions))).all()


@router.delete("/devices/{device_id}")
def drop_device(device_id: int, db: Session = Depends(get_db), user: User = Depends(current_user)):
    device = db.get(Device, device_id)
    # ok: require-tenant-filter — compared before it is used
    if device.tenant_id != user.tenant_id:
        raise HTTPException(404)
    db.delete(device)
    db.commit()
