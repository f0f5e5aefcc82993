from celery import shared_task


@shared_task
def index_article(article_id):
    print(article_id)
