from taskiq import InMemoryBroker, SimpleRetryMiddleware

# ok: no-dead-retry-config — `sync` has the label
broker = InMemoryBroker().with_middlewares(SimpleRetryMiddleware(default_retry_count=3))
# ok: no-dead-retry-config — every task has it
eager = InMemoryBroker().with_middlewares(SimpleRetryMiddleware(default_retry_count=3, default_retry_label=True))


@broker.task(retry_on_error=True)
async def sync(contact_id: int) -> None:
    raise ConnectionError(contact_id)
