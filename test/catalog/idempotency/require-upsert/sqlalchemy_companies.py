from sqlalchemy import String, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Company(Base):
    __tablename__ = "companies"
    id: Mapped[int] = mapped_column(primary_key=True)
    domain: Mapped[str] = mapped_column(String)


class Brand(Base):
    __tablename__ = "brands"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String, unique=True)


def company_for(session, domain):
    company = session.query(Company).filter(Company.domain == domain).first()
    if company:
        return company
    company = Company(domain=domain)  # expect: require-upsert/lookedThenInserted [warning]
    session.add(company)
    session.commit()
    return company


def company_in_new_style(session, domain):
    company = session.scalars(select(Company).where(Company.domain == domain)).first()
    if not company:
        session.add(Company(domain=domain))  # expect: require-upsert/lookedThenInserted [warning]


def brand_for(session, slug):
    brand = session.query(Brand).filter_by(slug=slug).first()
    if brand is None:
        brand = Brand(slug=slug)  # ok: require-upsert — the violation is caught below
        session.add(brand)
    try:
        session.commit()
    except IntegrityError:
        session.rollback()
        brand = session.query(Brand).filter_by(slug=slug).one()
    return brand


def brand_merged(session, slug):
    session.execute(insert(Brand).values(slug=slug).on_conflict_do_nothing())  # ok: require-upsert — one statement


def company_or_error(session, domain, owner_id):
    owner = session.query(Brand).filter(Brand.id == owner_id).first()
    if owner is None:
        raise LookupError(owner_id)
    session.add(Company(domain=domain))  # ok: require-upsert — runs when the other row was found


# A row that is not there cannot be locked.
def company_held(session, domain):
    company = session.query(Company).filter(Company.domain == domain).with_for_update().first()
    if company is None:
        session.add(Company(domain=domain))  # expect: require-upsert/lookedThenInserted [warning]


def company_of(session, domain, slug):
    session.query(Brand).filter(Brand.slug == slug).with_for_update().one()
    company = session.query(Company).filter(Company.domain == domain).first()
    if company is None:
        session.add(Company(domain=domain))  # ok: require-upsert — its brand's row is locked


def company_under_a_lock(session, redis, domain):
    with redis.lock(f"company:{domain}"):
        company = session.query(Company).filter(Company.domain == domain).first()
        if company is None:
            session.add(Company(domain=domain))  # ok: require-upsert — a lock is held


def company_exists(session, domain):
    return session.query(Company).filter(Company.domain == domain).first() is not None


def company_by_helper(session, domain):
    if not company_exists(session, domain):
        session.add(Company(domain=domain))  # expect: require-upsert/lookedThenInserted [warning]


def brand_by_helper(session, slug):
    session.merge(Brand(slug=slug))  # ok: require-upsert — nothing is looked for
