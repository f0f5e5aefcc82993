import os


class BaseConfig:
    broker_url = "redis://queue/0"
    task_max_retries = 4  # expect: no-dead-retry-config/noSuchSetting warning


class ProductionConfig(BaseConfig):
    task_default_retry_delay = 120  # expect: no-dead-retry-config/noSuchSetting warning


class DevelopmentConfig(BaseConfig):
    task_always_eager = True


class ReportConfig:
    task_max_retries = 4  # ok: no-dead-retry-config — no app is configured from this class


def config_class():
    if os.environ.get("STAGE") == "production":
        return ProductionConfig
    return DevelopmentConfig
