from django.db import transaction

from models import Article
from tasks import index_article


def publish(title):
    with transaction.atomic():
        article = Article.objects.create(title=title)
        index_article.delay(article.pk)  # expect: no-network-in-transaction/handedOnEarly warning


def publish_after(title):
    with transaction.atomic():
        article = Article.objects.create(title=title)
    index_article.delay(article.pk)  # ok: no-network-in-transaction — committed


def publish_on_commit(title):
    with transaction.atomic():
        article = Article.objects.create(title=title)
        transaction.on_commit(lambda: index_article.delay(article.pk))  # ok: no-network-in-transaction — after the commit
        index_article.delay_on_commit(article.pk)  # ok: no-network-in-transaction — the same in one word


def publish_anyway(title):
    article = Article.objects.create(title=title)
    index_article.delay(article.pk)  # ok: no-network-in-transaction — each statement is committed by itself


def reindex(article_id):
    with transaction.atomic():
        article = Article.objects.get(pk=article_id)
        index_article.apply_async((article.pk,))  # expect: no-network-in-transaction/handedOnEarly advice


def publish_soon(title):
    with transaction.atomic():
        article = Article.objects.create(title=title)
        index_article.apply_async((article.pk,), countdown=60)  # ok: no-network-in-transaction — taken up long after the commit
