from arq import func
from arq.connections import RedisSettings


async def sync(ctx, contact_id):
    raise ConnectionError(contact_id)


class WorkerSettings:
    functions = [func(sync, max_tries=4)]  # expect: no-dead-retry-config/ownExceptionOnly warning
    redis_settings = RedisSettings()
    max_tries = 5  # expect: no-dead-retry-config/ownExceptionOnly warning
