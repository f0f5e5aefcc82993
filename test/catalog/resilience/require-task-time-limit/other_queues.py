import dramatiq
import requests
from redis import Redis
from rq import Queue

queue = Queue("reports", connection=Redis())


@dramatiq.actor
def crawl(pages):  # expect: require-task-time-limit/fewItems advice
    for page in pages:
        requests.get(page, timeout=30)


@dramatiq.actor(time_limit=43_200_000)
def crawl_slowly(pages):  # ok: require-task-time-limit — twelve hours
    for page in pages:
        requests.get(page, timeout=30)


def download_all(urls):
    for url in urls:
        requests.get(url, timeout=20)


def start(urls):
    queue.enqueue(download_all, urls)  # expect: require-task-time-limit/fewItems advice


def start_long(urls):
    queue.enqueue(download_all, urls, job_timeout=86_400)  # ok: require-task-time-limit — a day


def start_one(url):
    queue.enqueue(fetch_one, url)  # ok: require-task-time-limit — no batch


def fetch_one(url):
    return requests.get(url, timeout=20)


async def push_all(ctx, devices):
    for device in devices:
        requests.post("https://push.example.com", json=device, timeout=15)


async def push_one(ctx, device):
    requests.post("https://push.example.com", json=device, timeout=15)


class WorkerSettings:
    functions = [
        push_all,  # expect: require-task-time-limit/fewItems advice
        push_one,  # ok: require-task-time-limit — no batch
    ]
