import requests
from celery import Celery

app = Celery("feeds")


@app.task
def refresh_feeds(urls):  # ok: require-task-time-limit — the worker's command line ends it
    for url in urls:
        requests.get(url)


@app.task
def ping_feeds(urls):  # expect: require-task-time-limit/fewItems advice
    for url in urls:
        requests.head(url, timeout=10)
