from celery import shared_task

from shop.describe import describe, describe_or_nothing
from shop.models import Product


# expect: no-retry-amplification/multiplied warning
@shared_task(autoretry_for=(Exception,), retry_backoff=True, max_retries=4)
def describe_product(product_id):
    product = Product.objects.get(pk=product_id)
    product.text = describe(product.name).output_text
    product.save()


# ok: no-retry-amplification — 3 × 5 × 1 attempts: the inner failure never reaches the wrapper
@shared_task(autoretry_for=(Exception,), retry_backoff=True, max_retries=2)
def describe_later(product_id):
    describe_or_nothing(Product.objects.get(pk=product_id).name)


# ok: no-retry-amplification — the failure is swallowed in the task
@shared_task(autoretry_for=(Exception,), retry_backoff=True, max_retries=9)
def describe_quietly(product_id):
    try:
        describe(Product.objects.get(pk=product_id).name)
    except Exception:
        Product.objects.filter(pk=product_id).update(state="failed")
