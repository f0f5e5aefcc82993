import redis.asyncio as aioredis
from fastapi import HTTPException

redis_client = aioredis.from_url("redis://cache")
MAX_ATTEMPTS = 5
LOCKOUT_SECONDS = 900


async def reveal(user_id: str, password_ok: bool):
    key = f"reveal_lockout:{user_id}"
    attempts = await redis_client.get(key)  # expect: no-racy-limiter/overrun error
    if attempts and int(attempts) >= MAX_ATTEMPTS:
        raise HTTPException(status_code=429)
    if not password_ok:
        count = await redis_client.incr(key)
        if count == 1:
            await redis_client.expire(key, LOCKOUT_SECONDS)
        raise HTTPException(status_code=401)


async def limit_address(address: str, calls: int, period: int):
    key = f"rate_ip:{address}"
    current = await redis_client.get(key)  # expect: no-racy-limiter/overrun error
    if current is None:
        await redis_client.setex(key, period, 1)
    elif int(current) >= calls:
        raise HTTPException(status_code=429)
    else:
        await redis_client.incr(key)
