from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, sessionmaker

Base = declarative_base()
SessionLocal = sessionmaker(bind=create_engine("postgresql://app@db/app"))


class Alert(Base):
    __tablename__ = "alerts"
    id = Column(Integer, primary_key=True)
    url = Column(String)
    text = Column(String)
    status = Column(String)
