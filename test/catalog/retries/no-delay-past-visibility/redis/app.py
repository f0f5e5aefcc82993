from celery import Celery

app = Celery("trials", broker="redis://queue:6379/0")
