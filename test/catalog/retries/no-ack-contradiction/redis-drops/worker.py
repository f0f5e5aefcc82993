from celery import Celery

app = Celery("payouts")
app.conf.broker_url = "redis://queue:6379/0"
app.conf.task_acks_late = True
# Prevents lost tasks due to crashes
app.conf.task_acks_on_failure_or_timeout = False  # expect: no-ack-contradiction/dropsFailed error


@app.task
def pay_out(account_id):
    raise RuntimeError(account_id)
