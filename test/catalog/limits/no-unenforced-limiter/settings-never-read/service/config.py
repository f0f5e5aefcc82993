from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str
    rate_limit_per_minute: int = 60  # expect: no-unenforced-limiter/unreadOption warning
    login_rate_limit: str = "5/minute"  # ok: no-unenforced-limiter — the login route reads it


settings = Settings()
