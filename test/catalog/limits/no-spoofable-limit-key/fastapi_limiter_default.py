from fastapi_limiter import FastAPILimiter


async def start(redis):
    await FastAPILimiter.init(redis)  # expect: no-spoofable-limit-key/libraryKey warning


async def start_by_account(redis, account_of):
    await FastAPILimiter.init(redis, identifier=account_of)  # ok: no-spoofable-limit-key — its own key
