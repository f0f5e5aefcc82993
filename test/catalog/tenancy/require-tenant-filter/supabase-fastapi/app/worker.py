from app.db import get_client


def run(job: dict) -> None:
    # ok: require-tenant-filter — the worker touches the one job that it claimed
    get_client().table("jobs").update({"status": "running"}).eq("id", job["id"]).execute()
