from celery import Celery

app = Celery("trials", broker="redis://queue:6379/0", broker_transport_options={"visibility_timeout": 90000})
