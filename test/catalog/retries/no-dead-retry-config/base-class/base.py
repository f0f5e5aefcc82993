from celery import Task


class RetryingTask(Task):
    autoretry_for = (ConnectionError,)
    retry_kwargs = {"max_retries": 4}


class AuditedTask(Task):
    audit_level = "low"

    def on_success(self, retval, task_id, args, kwargs):
        print(self.audit_level, self.interval_step)
