import pika


def on_message(channel, method, properties, body):
    channel.basic_ack(delivery_tag=method.delivery_tag)  # expect: no-lost-claim/settled [warning]
    store_reading(body)


def on_reading(channel, method, properties, body):
    store_reading(body)
    channel.basic_ack(delivery_tag=method.delivery_tag)  # ok: no-lost-claim — after the work


def start():
    connection = pika.BlockingConnection(pika.ConnectionParameters("broker"))
    channel = connection.channel()
    channel.basic_consume("readings", on_message)
    channel.basic_consume("meters", on_reading)


def store_reading(body): ...
