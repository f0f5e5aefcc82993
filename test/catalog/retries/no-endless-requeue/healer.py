from datetime import datetime, timedelta

from supabase import create_client

client = create_client("https://example.supabase.co", "service-key")


def heal_dead_jobs():
    alive = {row["worker_id"] for row in client.table("workers").select("worker_id").execute().data}
    running = client.table("crawl_jobs").select("id, worker_id").eq("status", "running").execute()
    for job in running.data:
        if job.get("worker_id") in alive:
            continue
        # expect: no-endless-requeue/resetsStuck warning
        client.table("crawl_jobs").update({"status": "queued", "worker_id": None}).eq("id", job["id"]).execute()


def heal_counted_jobs(limit=5):
    running = client.table("scan_jobs").select("id, attempts").eq("status", "running").execute()
    for job in running.data:
        # ok: no-endless-requeue — the fifth time is the last
        status = "failed" if job["attempts"] + 1 >= limit else "queued"
        client.table("scan_jobs").update({"status": status, "attempts": job["attempts"] + 1}).eq("id", job["id"]).execute()


def reset_old_runs():
    cutoff = datetime.utcnow() - timedelta(minutes=10)
    # expect: no-endless-requeue/resetsStuck
    client.table("sync_runs").update({"status": "pending"}).eq("status", "running").lt("started_at", cutoff.isoformat()).execute()


def new_run(source_id):
    # ok: no-endless-requeue — the first time
    client.table("sync_runs").insert({"status": "pending", "source_id": source_id}).execute()
