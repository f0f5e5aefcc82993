import uuid
from dataclasses import dataclass, field

import stripe
from pydantic import BaseModel, Field


# expect: no-unstable-idempotency-key/sharedByAll error
def charge(customer, amount, idempotency_key=str(uuid.uuid4())):
    return stripe.PaymentIntent.create(
        customer=customer, amount=amount, currency="eur", idempotency_key=idempotency_key
    )


# ok: no-unstable-idempotency-key — made anew for each call, which nothing runs again
def charge_once(customer, amount, idempotency_key=None):
    key = idempotency_key or str(uuid.uuid4())
    return stripe.PaymentIntent.create(customer=customer, amount=amount, currency="eur", idempotency_key=key)


class TransferRequest(BaseModel):
    amount: int
    idempotency_key: str = str(uuid.uuid4())  # expect: no-unstable-idempotency-key/sharedByAll error


class PayoutRequest(BaseModel):
    amount: int
    # ok: no-unstable-idempotency-key — the factory is called for each request
    idempotency_key: str = Field(default_factory=lambda: str(uuid.uuid4()))


@dataclass
class RefundRequest:
    amount: int
    # ok: no-unstable-idempotency-key — the factory is called for each request
    idempotency_key: uuid.UUID = field(default_factory=uuid.uuid4)
