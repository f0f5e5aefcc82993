from taskiq import InMemoryBroker, SimpleRetryMiddleware

# expect: no-dead-retry-config/nothingLabelled warning
broker = InMemoryBroker().with_middlewares(SimpleRetryMiddleware(default_retry_count=3))


@broker.task
async def sync(contact_id: int) -> None:
    raise ConnectionError(contact_id)
