import pandas
from celery import Celery

app = Celery("sheets", broker="redis://queue/0")
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,  # expect: no-ack-contradiction/endlessLoop advice
)


@app.task
def load_sheet(path):
    return len(pandas.read_excel(path))
