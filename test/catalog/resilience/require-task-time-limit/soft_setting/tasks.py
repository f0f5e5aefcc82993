from .celeryconfig import app


@app.task(soft_time_limit=240)
def sync_contacts(account_id):  # ok: require-task-time-limit — its own soft limit is below the app's hard one
    return account_id


@app.task
def sync_deals(account_id):  # ok: require-task-time-limit — told at the setting
    return account_id
