from django.db import models, transaction


class ImportJob(models.Model):
    status = models.CharField(max_length=20, default="queued")
    started_at = models.DateTimeField(null=True)


class SyncRun(models.Model):
    status = models.CharField(max_length=20, default="queued")
    modified = models.DateTimeField(auto_now=True)


def run_imports():
    for job in ImportJob.objects.filter(status="queued"):
        won = ImportJob.objects.filter(pk=job.pk, status="queued").update(status="running")  # expect: no-lost-claim/marked [error]
        if not won:
            continue
        load(job)
        ImportJob.objects.filter(pk=job.pk).update(status="done")


def run_syncs():
    for run in SyncRun.objects.filter(status="queued"):
        SyncRun.objects.filter(pk=run.pk, status="queued").update(status="running")  # ok: no-lost-claim — see fail_stuck_runs
        load(run)


def fail_stuck_runs(cutoff):
    SyncRun.objects.filter(status="running", modified__lt=cutoff).update(status="failed")


def run_held():
    with transaction.atomic():
        job = ImportJob.objects.select_for_update(skip_locked=True).filter(status="queued").first()
        job.status = "running"  # ok: no-lost-claim — the lock is held for the work, a crash undoes the mark
        load(job)
        job.status = "done"
        job.save()


def load(job): ...
