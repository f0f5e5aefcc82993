Q_CLUSTER = {  # ok: no-unbounded-retry — max_attempts
    "name": "orders",
    "timeout": 90,
    "retry": 120,
    "max_attempts": 3,
    "orm": "default",
}
