from fastapi import APIRouter, BackgroundTasks

from .store import create_report, load_reports, rank

router = APIRouter()


def rescan_reports(limit):
    for report in load_reports(limit):
        rank(report)


def scan_report(report_id):
    rank(report_id)


@router.post("/reports/rescan")
def rescan(tasks: BackgroundTasks):
    tasks.add_task(rescan_reports, 500)  # expect: no-overlapping-run/startedTwice warning
    return {"started": True}


@router.post("/reports")
def create(name: str, tasks: BackgroundTasks):
    report = create_report(name)
    tasks.add_task(scan_report, str(report.id))  # ok: no-overlapping-run — each request has a report of its own
    return {"id": report.id}


@router.post("/reports/rows")
def create_row(name: str, tasks: BackgroundTasks):
    report = create_report(name)
    tasks.add_task(scan_report, report["id"])  # ok: no-overlapping-run — each request has a report of its own
    return report
