Q_CLUSTER = {  # expect: no-unbounded-retry/byDefault warning
    "name": "orders",
    "timeout": 90,
    "retry": 120,
    "orm": "default",
}
