import httpx

from models import Alert


async def deliver(url: str, alert: Alert) -> bool:
    async with httpx.AsyncClient(timeout=10) as client:
        response = await client.post(url, json={"text": alert.text})
        return response.status_code < 300


async def deliver_pending(db) -> int:
    pending = db.query(Alert).filter(Alert.status == "pending").all()
    for alert in pending:
        if await deliver(alert.url, alert):  # expect: require-idempotent-task/repeatedAfterCrash
            alert.status = "sent"
    db.commit()
    return len(pending)
