from celery import Celery, Task

app = Celery("jobs", broker="redis://queue/0")
app.conf.update(
    task_time_limit=60,
    task_max_retries=5,  # ok: no-dead-retry-config — the base class reads it
)


class JobTask(Task):
    @property
    def max_retries(self):
        return self.app.conf.task_max_retries
