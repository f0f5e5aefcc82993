from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    queue_url: str = "redis://localhost:6379/0"
    cache_url: str = "redis://localhost:6379/1"


settings = Settings()
