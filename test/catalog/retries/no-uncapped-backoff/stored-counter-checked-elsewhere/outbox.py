from datetime import datetime, timedelta, timezone


def postpone(row) -> None:
    row.send_attempts += 1
    # expect: no-uncapped-backoff/limitedElsewhere advice
    row.next_attempt_at = datetime.now(timezone.utc) + timedelta(seconds=15 * 2**row.send_attempts)
