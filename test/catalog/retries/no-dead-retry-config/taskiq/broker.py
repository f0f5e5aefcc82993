from taskiq import InMemoryBroker, SimpleRetryMiddleware, SmartRetryMiddleware

# expect: no-dead-retry-config/nothingLabelled warning
broker = InMemoryBroker().with_middlewares(SimpleRetryMiddleware(default_retry_count=3))


@broker.task
async def sync(contact_id: int) -> None:
    raise ConnectionError(contact_id)


# expect: no-dead-retry-config/nothingLabelled warning
patient = InMemoryBroker().with_middlewares(SmartRetryMiddleware(default_retry_count=5, default_delay=10))
