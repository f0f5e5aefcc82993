import logging

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exports import write_export
from app.models import Export, ExportStatus

logger = logging.getLogger(__name__)


def run_exports(session: Session, repository):
    for export in session.scalars(select(Export).where(Export.status == "queued").limit(10)):
        export.status = "running"
        session.commit()
        try:
            write_export(export)
            export.status = "done"
        except Exception:
            logger.exception("export %s failed", export.id)
            export.status = "queued"  # expect: no-endless-requeue/putBack warning
        session.commit()


def run_reports(session: Session):
    for report in session.scalars(select(Export).where(Export.kind == "report").limit(10)):
        try:
            write_export(report)
            report.status = "done"
        except Exception:
            report.attempts += 1
            # ok: no-endless-requeue — the third failure is the last
            report.status = "failed" if report.attempts >= 3 else "queued"
        session.commit()


def run_told(repository, export):
    try:
        write_export(export)
    except Exception:
        repository.update_status(export.id, ExportStatus.PENDING)  # expect: no-endless-requeue/putBack warning


def run_given_up(repository, export):
    try:
        write_export(export)
    except Exception:
        # ok: no-endless-requeue — a last status
        repository.update_status(export.id, ExportStatus.FAILED)
