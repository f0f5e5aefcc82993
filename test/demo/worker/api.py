"""What the form on a customer's website talks to."""

from fastapi import FastAPI, Request
from pydantic import BaseModel
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from worker.crm_push import push_lead
from worker.database import admin

limiter = Limiter(key_func=get_remote_address)

app = FastAPI(title="Relay")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)


class Lead(BaseModel):
    email: str
    message: str | None = None


@limiter.limit("10/minute")
@app.post("/sites/{site_id}/leads")
def receive_lead(request: Request, site_id: str, lead: Lead) -> dict[str, str]:
    row = {"site_id": site_id, "email": lead.email, "message": lead.message}
    created = admin.table("leads").insert(row).execute().data[0]
    push_lead.delay(created["id"], site_id)
    return {"id": created["id"]}


@app.get("/sites/{site_id}/form")
@limiter.limit("60/minute")
def form_of(request: Request, site_id: str) -> dict[str, str]:
    return {"site": site_id, "action": f"/sites/{site_id}/leads"}


@app.get("/healthz")
def health() -> dict[str, str]:
    return {"status": "ok"}
