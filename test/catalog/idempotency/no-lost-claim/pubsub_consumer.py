from google.cloud import pubsub_v1


def callback(message):
    message.ack()  # expect: no-lost-claim/settled [warning]
    import_file(message.data)


def careful(message):
    import_file(message.data)
    message.ack()  # ok: no-lost-claim — after the work


def import_file(data): ...


subscriber = pubsub_v1.SubscriberClient()
subscriber.subscribe("projects/acme/subscriptions/imports", callback=callback)
subscriber.subscribe("projects/acme/subscriptions/exports", callback=careful)
