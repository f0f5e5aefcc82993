Q_CLUSTER = {
    "name": "shop",
    "workers": 4,
    "timeout": 300,  # expect: no-delay-past-visibility/overlaps error
    "orm": "default",
}
