import uuid

from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Plugin(Base):
    __tablename__ = "plugin"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String)


def plugin_for(session, slug):
    plugin = session.query(Plugin).filter(Plugin.slug == slug).first()
    if plugin is None:
        plugin = Plugin(id=uuid.uuid4(), slug=slug)  # expect: require-upsert/lookedThenInserted warning
        session.add(plugin)
    return plugin
