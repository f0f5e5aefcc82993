from arq import Retry
from arq.connections import RedisSettings


async def sync(ctx, contact_id):
    raise Retry(defer=ctx["job_try"] * 5)


class WorkerSettings:
    functions = [sync]
    redis_settings = RedisSettings()
    max_tries = 5  # ok: no-dead-retry-config — the job raises `Retry`
