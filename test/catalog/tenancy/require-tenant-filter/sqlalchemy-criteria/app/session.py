from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session, sessionmaker, with_loader_criteria

from app.context import current_tenant
from app.models import Owned

engine = create_engine("postgresql://localhost/app")
SessionLocal = sessionmaker(engine)


@event.listens_for(Session, "do_orm_execute")
def restrict_to_tenant(state):
    if state.is_select:
        tenant_id = current_tenant()
        state.statement = state.statement.options(
            with_loader_criteria(Owned, lambda cls: cls.tenant_id == tenant_id, include_aliases=True)
        )


def get_session():
    with SessionLocal() as session:
        yield session
