import asyncpg
import psycopg
from fastapi import APIRouter, Depends
from sqlalchemy import create_engine, text

from app.auth import current_user
from app.settings import DATABASE_URL

router = APIRouter()
engine = create_engine(DATABASE_URL)


@router.get("/shipments/{shipment_id}")
def read_shipment(shipment_id: str, user=Depends(current_user)):
    account_id = user.account_id
    with psycopg.connect(DATABASE_URL) as conn:
        # ok: require-tenant-filter — the account is the second mark
        mine = conn.execute("SELECT * FROM shipments WHERE id = %s AND account_id = %s", (shipment_id, account_id))
        # ok: require-tenant-filter — carriers belong to nobody
        carriers = conn.execute("SELECT * FROM carriers WHERE id = %s", (shipment_id,))
        return mine.fetchone(), carriers.fetchall()


@router.delete("/shipments/{shipment_id}")
def delete_shipment(shipment_id: str, user=Depends(current_user)):
    account_id = user.account_id
    with psycopg.connect(DATABASE_URL) as conn:
        # expect: require-tenant-filter/chosenByCaller error
        conn.execute("DELETE FROM shipments WHERE id = %s", (shipment_id,))
    return account_id


@router.get("/shipments/{shipment_id}/parcels")
def read_parcels(shipment_id: str, user=Depends(current_user)):
    account_id = user.account_id
    with engine.connect() as conn:
        # ok: require-tenant-filter — the joined shipment carries the account
        joined = conn.execute(
            text(
                """
                SELECT p.* FROM parcels AS p
                JOIN shipments AS s ON s.id = p.shipment_id
                WHERE s.id = :shipment AND s.account_id = :account
                """
            ),
            {"shipment": shipment_id, "account": account_id},
        )
        return joined.all()


@router.get("/shipments/{shipment_id}/weights")
def read_weights(shipment_id: str, user=Depends(current_user)):
    account_id = user.account_id
    with engine.connect() as conn:
        # expect: require-tenant-filter/chosenByCaller error
        rows = conn.execute(
            text("SELECT sum(p.weight) FROM parcels p WHERE p.shipment_id = :shipment").bindparams(shipment=shipment_id)
        )
        return account_id, rows.scalar()


@router.get("/carriers/{carrier}/shipments")
def read_by_carrier(carrier: str, shipment_id: str, user=Depends(current_user)):
    account_id = user.account_id
    with engine.connect() as conn:
        # expect: require-tenant-filter/chosenByCaller error
        rows = conn.execute(
            text("SELECT s.* FROM carriers c JOIN shipments s ON true WHERE c.name = :carrier AND s.id = :shipment"),
            {"carrier": carrier, "shipment": shipment_id},
        )
        return account_id, rows.all()


@router.patch("/shipments/{shipment_id}")
async def close_shipment(shipment_id: str, user=Depends(current_user)):
    account_id = user.account_id
    conn = await asyncpg.connect(DATABASE_URL)
    # ok: require-tenant-filter — the setting of the transaction names the account
    await conn.execute(
        "UPDATE shipments SET state = 'closed' WHERE id = $1 AND account_id = current_setting('app.account')::uuid",
        shipment_id,
    )
    # ok: require-tenant-filter — the shipment was tied to the account before
    await conn.execute("UPDATE parcels SET weight = 0 WHERE shipment_id = $1", shipment_id)
    return account_id


@router.put("/shipments/{shipment_id}/parcels")
async def weigh_parcels(shipment_id: str, weight: int, user=Depends(current_user)):
    account_id = user.account_id
    conn = await asyncpg.connect(DATABASE_URL)
    # expect: require-tenant-filter/chosenByCaller error
    await conn.execute("UPDATE parcels SET weight = $2 WHERE shipment_id = $1", shipment_id, weight)
    return account_id
