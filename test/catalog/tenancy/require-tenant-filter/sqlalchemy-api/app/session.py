from fastapi import Depends, Header
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

from app.models import User

SessionLocal = sessionmaker(bind=create_engine("postgresql:///app"))


def get_db():
    with SessionLocal() as session:
        yield session


def current_user(x_user: int = Header(), db: Session = Depends(get_db)) -> User:
    return db.get(User, x_user)
