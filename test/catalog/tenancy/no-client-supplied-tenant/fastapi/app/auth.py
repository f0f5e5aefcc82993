from fastapi import Depends, HTTPException
from sqlalchemy.orm import Session

from app.models import Membership


def current_user(token: str) -> dict:
    return {"id": token}


def require_member(organization_id: str, db: Session, user: dict = Depends(current_user)) -> str:
    found = db.query(Membership).filter(Membership.organization_id == organization_id, Membership.user_id == user["id"]).first()
    if found is None:
        raise HTTPException(403)
    return organization_id
