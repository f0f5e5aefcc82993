from fastapi import APIRouter, Depends
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.auth import current_user
from app.models import Alarm, Sensor
from app.session import get_session

router = APIRouter()


@router.get("/sensors/{sensor_id}")
def read_sensor(sensor_id: int, session: Session = Depends(get_session), user=Depends(current_user)):
    tenant_id = user.tenant_id
    # ok: require-tenant-filter — the session adds the tenant to what derives from the mixin
    sensor = session.execute(select(Sensor).where(Sensor.id == sensor_id)).scalar_one()
    return sensor, tenant_id


@router.get("/alarms/{alarm_id}")
def read_alarm(alarm_id: int, session: Session = Depends(get_session), user=Depends(current_user)):
    tenant_id = user.tenant_id
    # expect: require-tenant-filter/chosenByCaller error
    alarm = session.execute(select(Alarm).where(Alarm.id == alarm_id)).scalar_one()
    return alarm, tenant_id


@router.get("/sensors/{sensor_id}/label")
def read_label(sensor_id: int, session: Session = Depends(get_session), user=Depends(current_user)):
    tenant_id = user.tenant_id
    # expect: require-tenant-filter/chosenByCaller error
    label = session.execute(text("SELECT label FROM sensors WHERE id = :id"), {"id": sensor_id}).scalar()
    return label, tenant_id
