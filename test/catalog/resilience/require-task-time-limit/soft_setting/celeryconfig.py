from celery import Celery

app = Celery("sync")
app.conf.task_time_limit = 300
app.conf.task_soft_time_limit = 600  # expect: require-task-time-limit/lateSoft warning
