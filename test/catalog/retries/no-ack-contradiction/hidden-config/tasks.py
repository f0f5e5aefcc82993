from celery import Celery
from flask import Flask

from service.options import load

server = Flask("service")
server.config.update(load())
app = Celery(server.import_name)
app.conf.update(server.config["CELERY"])


# ok: no-ack-contradiction — the settings come from where they cannot be read
@app.task(reject_on_worker_lost=True)
def notify(user_id):
    return user_id
