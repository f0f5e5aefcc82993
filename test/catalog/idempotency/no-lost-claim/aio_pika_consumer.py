import aio_pika


async def on_event(message: aio_pika.IncomingMessage):
    await message.ack()  # expect: no-lost-claim/settled [warning]
    await index_document(message.body)


async def index_document(body): ...
