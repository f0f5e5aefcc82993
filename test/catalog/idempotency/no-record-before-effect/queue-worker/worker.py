import json

from google.cloud import pubsub_v1
from sqlalchemy.exc import IntegrityError

from app.db import Session
from app.models import HandledMessage, Shipment
from app.work import book_shipment, recount

subscriber = pubsub_v1.SubscriberClient()


def handle(message):
    session = Session()
    try:
        session.add(HandledMessage(id=message.message_id))
        session.commit()  # expect: no-record-before-effect/lostAfterMarker error
    except IntegrityError:
        session.rollback()
        message.ack()
        return
    book_shipment(session, json.loads(message.data))


def handle_in_one_transaction(message):
    session = Session()
    try:
        session.add(HandledMessage(id=message.message_id))
        session.flush()
        # ok: no-record-before-effect — the marker is durable with the work, at its commit
        book_shipment(session, json.loads(message.data))
        session.commit()
    except IntegrityError:
        session.rollback()
        return


def handle_and_take_back(message):
    session = Session()
    try:
        session.add(HandledMessage(id=message.message_id))
        session.commit()
    except IntegrityError:
        session.rollback()
        return
    try:
        # ok: no-record-before-effect — the handler removes the marker
        book_shipment(session, json.loads(message.data))
    except Exception:
        session.query(HandledMessage).filter(HandledMessage.id == message.message_id).delete()
        session.commit()
        raise


def handle_quietly(message):
    session = Session()
    try:
        session.add(HandledMessage(id=message.message_id))
        session.commit()
    except IntegrityError:
        return
    try:
        # ok: no-record-before-effect — the failure stays here, so nothing is delivered again
        book_shipment(session, json.loads(message.data))
    except Exception as error:
        print("not booked", error)


subscriber.subscribe("projects/shop/subscriptions/orders", callback=handle)
subscriber.subscribe("projects/shop/subscriptions/parcels", callback=handle_in_one_transaction)
subscriber.subscribe("projects/shop/subscriptions/letters", callback=handle_and_take_back)
subscriber.subscribe("projects/shop/subscriptions/returns", callback=handle_quietly)
