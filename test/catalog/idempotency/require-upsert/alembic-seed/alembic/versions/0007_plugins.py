import uuid

from alembic import op
from sqlalchemy.orm import Session

from models import Plugin


def upgrade():
    session = Session(bind=op.get_bind())
    for slug in ("mail", "calendar"):
        known = session.query(Plugin).filter(Plugin.slug == slug).first()
        if known is None:
            plugin = Plugin(id=uuid.uuid4(), slug=slug)  # ok: require-upsert — migrations are run one at a time
            session.add(plugin)
