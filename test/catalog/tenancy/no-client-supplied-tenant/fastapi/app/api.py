from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from app.auth import current_user, require_member
from app.models import Contact, Invoice

router = APIRouter()


@router.get("/organizations/{organization_id}/invoices")
def invoices(organization_id: str, db: Session, user: dict = Depends(current_user)):
    # expect: no-client-supplied-tenant/namedByCaller error
    return db.query(Invoice).filter(Invoice.organization_id == organization_id).all()


@router.get("/organizations/{organization_id}/contacts")
def contacts(organization_id: str, db: Session, user: dict = Depends(current_user)):
    require_member(organization_id, db, user)
    # ok: no-client-supplied-tenant — checked in the line above
    return db.query(Contact).filter(Contact.organization_id == organization_id).all()


@router.get("/contacts")
def own_contacts(db: Session, organization_id: str = Depends(require_member)):
    # ok: no-client-supplied-tenant — the dependency gives back only what the caller belongs to
    return db.query(Contact).filter(Contact.organization_id == organization_id).all()


@router.get("/me/invoices")
def my_invoices(db: Session, user: dict = Depends(current_user)):
    # ok: no-client-supplied-tenant — the tenant of the session
    return db.query(Invoice).filter(Invoice.organization_id == user["organization_id"]).all()
