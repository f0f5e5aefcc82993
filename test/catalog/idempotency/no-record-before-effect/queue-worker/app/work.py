from app.models import Shipment


def book_shipment(session, order):
    session.add(Shipment(order_id=order["id"], weight=order["weight"]))
    session.commit()
