import json

from google.cloud import pubsub_v1


def on_message(message: pubsub_v1.subscriber.message.Message):
    try:
        index(json.loads(message.data))
        message.ack()
    except Exception:
        # ok: no-endless-requeue — the subscription gives up after five deliveries
        message.nack()


def index(document):
    print(document["id"])
