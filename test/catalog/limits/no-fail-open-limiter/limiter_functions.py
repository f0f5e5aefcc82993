import logging

from app.redis import redis_client

logger = logging.getLogger(__name__)


def check_login_rate_limit(account: str) -> bool:
    if redis_client is None:
        return True  # expect: no-fail-open-limiter/storeAbsent warning
    count = redis_client.incr(f"login:{account}")
    return count <= 5


def check_reset_rate_limit(account: str) -> tuple[bool, int]:
    try:
        count = redis_client.incr(f"reset:{account}")
    except ConnectionError:
        logger.exception("rate limit store")
        return True, 0  # expect: no-fail-open-limiter/storeFails warning
    return count <= 5, 5 - count


def load_rate_limit_settings(name: str) -> dict:
    try:
        return redis_client.hgetall(f"limits:{name}")
    except ConnectionError:
        return {}  # ok: no-fail-open-limiter — settings, nothing is allowed here


def sync_contact(client, account: str):
    try:
        wait_for_rate_limit(account)
        contact = client.contacts.create(account)
        return contact.id
    except TooManyRequestsError:
        raise
    except Exception:
        logger.exception("sync")
        return None  # ok: no-fail-open-limiter — the call itself failed, nothing passed a limit


def wait_for_rate_limit(account: str) -> None:
    try:
        redis_client.incr(f"sync:{account}")
    except ConnectionError:
        # If Redis fails, let the sync go on: the provider has a limit of its own.
        return None  # ok: no-fail-open-limiter — decided above


class TooManyRequestsError(Exception):
    pass
