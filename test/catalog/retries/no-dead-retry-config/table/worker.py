from celery import Celery
from flask import Flask

server = Flask("crm")
server.config.from_object("config.Config")
worker = Celery(server.name)
worker.config_from_object(server.config["CELERY"])
