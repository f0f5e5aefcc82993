from fastapi import APIRouter, FastAPI

from .scans import cached_scan, scan_row, scan_status, stats
from .tasks import scan_domains

app = FastAPI()
router = APIRouter()


@router.post("/scans")
def start(scan_id: str, domains: list[str]):
    scan_domains.delay(scan_id, domains)
    return {"id": scan_id}


@router.get("/scans/{scan_id}")
def show(scan_id: str):
    return scan_status(scan_id)


@router.get("/scans/{scan_id}/row")
def show_row(scan_id: str):
    return scan_row(scan_id)


@router.get("/domains/{domain}")
def show_domain(domain: str):
    return cached_scan(domain)


@router.get("/stats")
def show_stats():
    return stats()


app.include_router(router)
