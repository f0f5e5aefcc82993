import stripe
from stripe import StripeClient

client = StripeClient("sk_test")


def charge(order_id, amount):
    # expect: require-idempotency-key/keyInParameters error
    return client.payment_intents.create({"amount": amount, "currency": "eur"}, options={"idempotency_key": f"order-{order_id}"})


def charge_keyed(order_id, amount):
    # ok: require-idempotency-key — the options are the second argument
    return client.payment_intents.create({"amount": amount, "currency": "eur"}, {"idempotency_key": f"order-{order_id}"})


def charge_plain(order_id, amount):
    # ok: require-idempotency-key — the module's own functions read the keyword as an option
    return stripe.PaymentIntent.create(amount=amount, currency="eur", idempotency_key=f"order-{order_id}")
