import logging
import structlog
from celery import shared_task
from celery.utils.log import get_task_logger

from .crm import push
from .models import Alert, Lead

logger = logging.getLogger(__name__)
task_logger = get_task_logger(__name__)


@shared_task
def push_leads(account_id):
    for lead in Lead.objects.filter(account_id=account_id):
        try:
            push(lead)
        except ConnectionError as error:
            logger.error("push failed: %s", error)  # expect: require-error-context/withoutItem advice


@shared_task
def push_named_leads(account_id):
    for lead in Lead.objects.filter(account_id=account_id):
        name = f"{account_id}/{lead.id}"
        try:
            push(lead)
        except ConnectionError as error:
            logger.error("push of %s failed: %s", name, error)  # ok: require-error-context — says which


@shared_task
def push_and_mark_leads(account_id):
    for lead in Lead.objects.filter(account_id=account_id):
        try:
            push(lead)
        except ConnectionError:
            logger.exception("push failed")  # ok: require-error-context — the lead itself is marked
            lead.mark_failed()


@shared_task
def push_lead(lead_id):
    logger.info("pushing %s", lead_id)
    try:
        push(Lead.objects.get(id=lead_id))
    except ConnectionError as error:
        logger.error("push failed: %s", error)  # expect: require-error-context/withoutId advice


@shared_task
def push_lead_or_fail(lead_id):
    try:
        push(Lead.objects.get(id=lead_id))
    except ConnectionError as error:
        logger.error("push failed: %s", error)  # ok: require-error-context — goes on, and the queue tells whose it is
        raise


@shared_task
def push_lead_quietly(lead_id):
    try:
        push(Lead.objects.get(id=lead_id))
    except ConnectionError as error:
        task_logger.error("push failed: %s", error)  # ok: require-error-context — the logger adds the task's id


@shared_task
def push_lead_bound(lead_id):
    log = structlog.get_logger().bind(lead_id=lead_id)
    try:
        push(Lead.objects.get(id=lead_id))
    except ConnectionError as error:
        log.error("push failed", error=str(error))  # ok: require-error-context — the id is bound


@shared_task
def send_alerts(**context):
    for alert in Alert.objects.filter(sent_at=None):
        try:
            alert.send()
        except ConnectionError as error:
            logger.error("alert failed", extra={**context, "error": str(error)})  # ok: require-error-context — the context may say it


@shared_task
def ping_services():
    for url in ["https://a.example.com", "https://b.example.com"]:
        try:
            push(url)
        except ConnectionError as error:
            logger.warning("service is away: %s", error)  # ok: require-error-context — a handful that the code lists


def push_by_hand(leads):
    for lead in leads:
        try:
            push(lead)
        except ConnectionError as error:
            logger.error("push failed: %s", error)  # ok: require-error-context — no task leads here


@shared_task
def push_batch(batch, account_id):
    logger.info("pushing for %s", account_id)
    try:
        push(batch)
    except ConnectionError as error:
        logger.error("push of %s failed: %s", batch, error)  # ok: require-error-context — says what it was given
