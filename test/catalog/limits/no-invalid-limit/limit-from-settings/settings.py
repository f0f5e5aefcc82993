class Settings:
    upload_limit = "20/hr"
    search_limit = "60/minute"


settings = Settings()
