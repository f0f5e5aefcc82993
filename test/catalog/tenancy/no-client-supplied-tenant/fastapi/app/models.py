from sqlalchemy import Column, ForeignKey, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Organization(Base):
    __tablename__ = "organizations"
    id = Column(String, primary_key=True)


class Membership(Base):
    __tablename__ = "memberships"
    organization_id = Column(String, ForeignKey("organizations.id"), primary_key=True)
    user_id = Column(String, primary_key=True)


class Invoice(Base):
    __tablename__ = "invoices"
    id = Column(String, primary_key=True)
    organization_id = Column(String, ForeignKey("organizations.id"), nullable=False)


class Contact(Base):
    __tablename__ = "contacts"
    id = Column(String, primary_key=True)
    organization_id = Column(String, ForeignKey("organizations.id"), nullable=False)
