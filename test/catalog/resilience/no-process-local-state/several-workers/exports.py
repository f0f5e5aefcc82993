from functools import lru_cache


class ExportStore:
    def __init__(self):
        self._exports = {}  # expect: no-process-local-state/severalProcesses warning

    def begin(self, export_id):
        self._exports[export_id] = {"status": "running"}

    def find(self, export_id):
        return self._exports.get(export_id)


class ReportStore:
    def __init__(self):
        self._reports = {}  # expect: no-process-local-state/severalProcesses warning

    def begin(self, report_id):
        self._reports[report_id] = {"status": "running"}

    def find(self, report_id):
        return self._reports.get(report_id)


class BatchTracker:
    def __init__(self):
        self._batches = {}  # ok: no-process-local-state — each request makes its own

    def begin(self, batch_id):
        self._batches[batch_id] = {"status": "running"}

    def find(self, batch_id):
        return self._batches.get(batch_id)


_exports = None


def get_exports():
    global _exports
    if _exports is None:
        _exports = ExportStore()
    return _exports


@lru_cache
def get_reports():
    return ReportStore()
