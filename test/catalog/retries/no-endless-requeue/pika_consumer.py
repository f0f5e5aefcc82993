import json

import pika
from stock import apply_movement


def on_movement(channel, method, properties, body):
    try:
        apply_movement(json.loads(body))
        channel.basic_ack(delivery_tag=method.delivery_tag)
    except Exception:
        channel.basic_nack(delivery_tag=method.delivery_tag, requeue=True)  # expect: no-endless-requeue/nacked


def on_return(channel, method, properties, body):
    try:
        apply_movement(json.loads(body))
        channel.basic_ack(delivery_tag=method.delivery_tag)
    except Exception:
        # ok: no-endless-requeue — comes back once at most
        channel.basic_nack(delivery_tag=method.delivery_tag, requeue=not method.redelivered)


def on_count(channel, method, properties, body):
    try:
        apply_movement(json.loads(body))
        channel.basic_ack(delivery_tag=method.delivery_tag)
    except Exception:
        # ok: no-endless-requeue — rejected for good
        channel.basic_reject(delivery_tag=method.delivery_tag, requeue=False)


def main():
    channel = pika.BlockingConnection().channel()
    channel.basic_consume(queue="movements", on_message_callback=on_movement)
    channel.start_consuming()
