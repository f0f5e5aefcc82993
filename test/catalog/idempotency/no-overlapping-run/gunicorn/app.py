import requests
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

app = Flask(__name__)
scheduler = BackgroundScheduler()


def create_invoices():
    requests.post("https://billing.example.com/invoices", json={"text": "…"}, timeout=10)


def drop_sessions():
    requests.delete("https://sessions.example.com/expired", timeout=10)


scheduler.add_job(create_invoices, "cron", hour=7)  # expect: no-overlapping-run/inEveryProcess warning
scheduler.add_job(drop_sessions, "interval", minutes=5)  # ok: no-overlapping-run — deleting what is gone changes nothing
scheduler.start()
