from sqlalchemy import Column, DateTime, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class DeliveryRetry(Base):
    __tablename__ = "delivery_retries"

    id = Column(Integer, primary_key=True)
    url = Column(String)
    status = Column(String)
    retry_count = Column(Integer)
    next_retry_at = Column(DateTime)
