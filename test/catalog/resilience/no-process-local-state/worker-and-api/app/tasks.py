from celery import Celery

from .scans import finish, record

celery = Celery("scans", broker="redis://redis:6379/0")


@celery.task
def scan_domains(scan_id, domains):
    for domain in domains:
        record(scan_id, domain)
    finish(scan_id)
