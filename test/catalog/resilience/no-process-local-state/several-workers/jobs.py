import uuid


class JobManager:
    def __init__(self):
        self.jobs = {}  # expect: no-process-local-state/severalProcesses warning
        self.names = {}  # ok: no-process-local-state — no record of work
        self.running = {}  # ok: no-process-local-state — nobody reads it but who fills it

    def create(self, content):
        job_id = str(uuid.uuid4())
        self.jobs[job_id] = {"status": "queued", "content": content}
        self.names[job_id] = content[:10]
        if job_id not in self.running:
            self.running[job_id] = {"status": "queued"}
        return job_id

    def find(self, job_id):
        return self.jobs.get(job_id), self.names.get(job_id)


class ImportRun:
    def __init__(self):
        self.states = {}  # ok: no-process-local-state — an object of its own for each import

    def mark(self, row):
        self.states[row.id] = {"status": "done"}

    def is_done(self, row):
        return row.id in self.states


job_manager = JobManager()
