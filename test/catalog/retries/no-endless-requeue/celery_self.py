from celery import shared_task

from crm.client import push_contact


@shared_task
def push_contact_later(contact_id):
    try:
        push_contact(contact_id)
    except Exception:
        push_contact_later.apply_async(args=[contact_id], countdown=60)  # expect: no-endless-requeue/enqueuesItself error


@shared_task
def push_company(company_id, attempt=0):
    try:
        push_contact(company_id)
    except Exception:
        if attempt < 5:
            # ok: no-endless-requeue — the count is handed on and compared
            push_company.apply_async(args=[company_id], kwargs={"attempt": attempt + 1}, countdown=60)


@shared_task
def push_page(cursor):
    next_cursor = push_contact(cursor)
    if next_cursor:
        # ok: no-endless-requeue — the next page, not the same work
        push_page.delay(next_cursor)
