from fastapi import APIRouter

from exports import BatchTracker, get_exports, get_reports

router = APIRouter()


@router.post("/exports/{export_id}")
def begin_export(export_id: str):
    get_exports().begin(export_id)
    get_reports().begin(export_id)


@router.get("/exports/{export_id}")
def show_export(export_id: str):
    return get_exports().find(export_id), get_reports().find(export_id)


@router.post("/batches/{batch_id}")
def run_batch(batch_id: str):
    tracker = BatchTracker()
    tracker.begin(batch_id)
    return tracker.find(batch_id)
