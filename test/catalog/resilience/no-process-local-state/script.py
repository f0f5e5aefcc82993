from pathlib import Path

jobs = {}  # ok: no-process-local-state — a program of one run, reached from no request and no task


def add(job_id, path):
    jobs[job_id] = {"status": "new", "path": path}


def show(job_id):
    return jobs.get(job_id)


def main():
    for path in Path(".").glob("*.csv"):
        add(path.stem, path)
    print(show("first"))
