from celery import shared_task
from django.db import OperationalError

from archive.models import Document
from archive.search import reindex


@shared_task(bind=True, max_retries=5)
def reindex_court(self, court_id: str):
    documents = Document.objects.filter(court_id=court_id)
    try:
        reindex(documents)
    except OperationalError as exc:
        seconds = documents.count() * 0.09
        countdown = (self.request.retries + 1) * max(seconds, 10)  # expect: no-uncapped-backoff/scalesWithSize warning
        raise self.retry(exc=exc, countdown=countdown)


@shared_task(bind=True, max_retries=5)
def reindex_batch(self, ids: list[int]):
    try:
        reindex(ids)
    except OperationalError as exc:
        # ok: no-uncapped-backoff — a batch has the size that its sender chose
        raise self.retry(exc=exc, countdown=(self.request.retries + 1) * len(ids))


@shared_task(bind=True, max_retries=5)
def reindex_tag(self, tag: str):
    documents = Document.objects.filter(tag=tag)
    try:
        reindex(documents)
    except OperationalError as exc:
        # ok: no-uncapped-backoff — at most ten minutes
        raise self.retry(exc=exc, countdown=min(documents.count() * 0.09, 600))
