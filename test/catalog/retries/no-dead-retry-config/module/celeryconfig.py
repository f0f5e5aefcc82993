broker_url = "redis://queue/0"
task_serializer = "json"
task_max_retries = 7  # expect: no-dead-retry-config/noSuchSetting warning
task_acks_late = True  # ok: no-dead-retry-config — a setting
