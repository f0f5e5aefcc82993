from .db import SessionLocal
from .models import Scan

_scans = {}  # expect: no-process-local-state/otherProcess error
_scan_stats = {"scanned": 0, "failed": 0}  # expect: no-process-local-state/countsElsewhere warning
_domain_cache = {}  # ok: no-process-local-state — a cache
_scan_rows = {}  # ok: no-process-local-state — the reader asks the database too


def record(scan_id, domain):
    _scans[scan_id] = {"status": "running", "last": domain}
    _scan_rows[scan_id] = {"status": "running"}
    _scan_stats["scanned"] += 1
    _domain_cache[domain] = scan_id


def finish(scan_id):
    _scans[scan_id] = {"status": "done"}


def scan_status(scan_id):
    return _scans.get(scan_id)


def scan_row(scan_id):
    if scan_id in _scan_rows:
        return _scan_rows[scan_id]
    db = SessionLocal()
    return db.query(Scan).filter(Scan.id == scan_id).first()


def stats():
    return {"scanned": _scan_stats["scanned"]}


def cached_scan(domain):
    return _domain_cache.get(domain)
