from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

engine = create_engine("postgresql://")
SessionLocal = sessionmaker(bind=engine)
