"""Takes new leads from a form and pushes them to a CRM. It works on a good day."""

import httpx
from celery import Celery
from fastapi import FastAPI, Request
from slowapi import Limiter
from slowapi.util import get_remote_address

api = FastAPI()
limiter = Limiter(key_func=get_remote_address, storage_uri="redis://localhost:6379/1")
api.state.limiter = limiter

queue = Celery("leads", broker="redis://localhost:6379/0")
queue.conf.task_acks_late = True


@limiter.limit("10/minute")
@api.post("/leads")
async def create_lead(request: Request, lead_id: str) -> dict[str, str]:
    push_lead.delay(lead_id)
    return {"lead": lead_id}


@queue.task(bind=True, max_retries=12)
def push_lead(self, lead_id: str) -> None:
    try:
        httpx.post("https://crm.example.com/leads", json={"id": lead_id}, timeout=10).raise_for_status()
    except httpx.TransportError as error:
        raise self.retry(exc=error, countdown=60 * 2**self.request.retries)
