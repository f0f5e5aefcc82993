from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

engine = create_engine("postgresql://localhost/app")


def set_tenant(session: Session, tenant_id: str) -> None:
    # expect: require-tenant-filter/settingOutlives error
    session.execute(text(f"SET app.tenant_id = '{tenant_id}'"))


def set_local_tenant(session: Session, tenant_id: str) -> None:
    # ok: require-tenant-filter — it ends with the transaction
    session.execute(text(f"SET LOCAL app.tenant_id = '{tenant_id}'"))


async def set_tenant_on(connection, tenant_id: str) -> None:
    # expect: require-tenant-filter/settingOutlives warning
    await connection.execute("SELECT set_config('app.tenant_id', $1, false)", tenant_id)
