import requests
from apscheduler.schedulers.background import BackgroundScheduler

scheduler = BackgroundScheduler()


@scheduler.scheduled_job("interval", minutes=5)
def create_invoices():  # ok: no-overlapping-run — one instance of a job at a time, and one process
    for site in load_sites():
        requests.post("https://billing.example.com/invoices", json={"site": site}, timeout=10)


scheduler.start()
