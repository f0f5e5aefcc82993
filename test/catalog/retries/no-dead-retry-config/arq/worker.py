from arq.connections import RedisSettings


async def sync(ctx, contact_id):
    raise ConnectionError(contact_id)


class WorkerSettings:
    functions = [sync]
    redis_settings = RedisSettings()
    max_tries = 5  # expect: no-dead-retry-config/ownExceptionOnly warning
