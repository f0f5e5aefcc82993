from celery import Celery

app = Celery("payouts", broker="redis://queue/0")
app.conf.update(
    task_acks_late=True,
    task_acks_on_failure=False,  # expect: no-ack-contradiction/dropsFailed error
    task_acks_on_timeout=False,  # ok: no-ack-contradiction — a run that takes too long is queued again
)


# ok: no-ack-contradiction — the newer option acknowledges failures
@app.task(acks_on_failure_or_timeout=False, acks_on_failure=True)
def pay_out(account_id):
    return account_id
