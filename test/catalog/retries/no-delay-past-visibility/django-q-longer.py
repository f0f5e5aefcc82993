Q_CLUSTER = {
    "name": "shop",
    "timeout": 300,  # ok: no-delay-past-visibility — given out again after six minutes
    "retry": 360,
}
