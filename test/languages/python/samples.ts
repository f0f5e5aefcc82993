/** Realistic files for the tests that damage them. */
export const samples: Record<string, string> = {
  "tasks.py": `"""Celery tasks of the billing service."""
from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx
from celery import shared_task
from celery.exceptions import MaxRetriesExceededError

from ..models import Invoice, Site as Tenant

if TYPE_CHECKING:
    from .client import StripeClient

logger = logging.getLogger(__name__)
TIMEOUT: float = 5.0
BACKOFF = {"max": 600, "jitter": True, **{"factor": 2}}


@shared_task(
    bind=True,
    max_retries=5,  # attempts after the first
    acks_late=True,
)
def charge(self, invoice_id: int, *, dry_run: bool = False) -> str | None:
    """Charge one invoice; "idempotent" by its key."""
    invoice = Invoice.objects.select_for_update().get(pk=invoice_id)
    if invoice.paid or dry_run:
        return None
    try:
        response = httpx.post(
            f"https://api.example.com/v1/charges/{invoice.id}?site={invoice.site_id!r:>{10}}",
            json={"amount": invoice.amount, "currency": "eur"},
            headers={"Idempotency-Key": f"invoice-{invoice.id}"},
            timeout=TIMEOUT,
        )
        response.raise_for_status()
    except (httpx.TimeoutException, httpx.HTTPStatusError) as error:
        logger.warning("charge failed: %s", error)
        try:
            raise self.retry(exc=error, countdown=min(600, 2 ** self.request.retries))
        except MaxRetriesExceededError:
            invoice.failed = True
    else:
        invoice.paid, invoice.reference = True, response.json()["id"]
    finally:
        invoice.save(update_fields=["paid", "failed"])
    return invoice.reference


class Reconciler:
    '''Compares what we charged with what the provider says.'''

    batch: int = 100

    def __init__(self, client: StripeClient, since: timedelta = timedelta(days=1)) -> None:
        self.client: StripeClient = client
        self._since = since

    @property
    def window(self) -> timedelta:
        return self._since

    async def run(self, tenants: list[Tenant]) -> dict[str, Any]:
        async with self.client as session, session.lock("reconcile"):
            totals = {t.slug: sum(c.amount for c in await session.list(t)) for t in tenants if t.active}
        while (page := await self.client.next()) is not None:
            for charge in page:
                match charge:
                    case {"status": "paid", "id": str(key)}:
                        totals[key] = 0 <= charge["amount"] < 10_000
                    case None | "void":
                        continue
                    case _:
                        assert charge, "empty"
        return totals
`,
  "api.py": `#!/usr/bin/env python
# -*- coding: utf-8 -*-
# Öffentliche Schnittstelle
import asyncio, os.path as osp
from fastapi import (
    APIRouter,
    Depends as D,
)

router = APIRouter(prefix="/größe")
größen = {"klein": "😀", "groß": "ß"}


@router.get("/{name}", tags=["größe"])
async def get(name: str, db=D(lambda: connect(url="é"))) -> dict:
    query = "SELECT * FROM größen " \\
        "WHERE name = '%s'" % name
    rows = [row async for row in db.stream(query) if row["ä"] != "ö"][:10:-1]
    for attempt in range(3):
        try:
            return {"rows": rows, "é": await fetch(f"""{name}
                {größen["klein"]}""", timeout=None)}
        except Exception:
            await asyncio.sleep(2 ** attempt)
        else:
            del rows, db
    return {}


def helper(*args, **kwargs): global größen; größen = (yield from args)
`,
};
