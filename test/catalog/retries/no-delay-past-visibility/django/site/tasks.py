from celery import shared_task


@shared_task(bind=True, max_retries=2)
def settle(self, order_id):
    raise self.retry(countdown=2 * 60 * 60)  # expect: no-delay-past-visibility/redelivered error
