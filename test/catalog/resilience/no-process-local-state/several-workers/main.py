import uuid

from fastapi import BackgroundTasks, FastAPI

from jobs import job_manager

app = FastAPI()
upload_status = {}  # expect: no-process-local-state/severalProcesses warning
handlers = {}  # ok: no-process-local-state — a registry, filled at import
request_counts = {"total": 0}  # expect: no-process-local-state/sharedCounts advice
COUNTRY_CODES = {}  # ok: no-process-local-state — written at import alone


def convert(upload_id, content):
    upload_status[upload_id] = "converted"


@app.post("/uploads")
def upload(content: bytes, background: BackgroundTasks):
    upload_id = str(uuid.uuid4())
    request_counts["total"] += 1
    background.add_task(convert, upload_id, content)
    return {"id": upload_id, "job": job_manager.create(content)}


@app.get("/uploads/{upload_id}")
def show(upload_id: str):
    return {"status": upload_status.get(upload_id)}


@app.get("/jobs/{job_id}")
def show_job(job_id: str):
    return job_manager.find(job_id)


@app.get("/metrics")
def metrics():
    return request_counts
