from celery import Celery

from config import config_class

app = Celery("crm")
chosen = config_class()
app.config_from_object(chosen)
