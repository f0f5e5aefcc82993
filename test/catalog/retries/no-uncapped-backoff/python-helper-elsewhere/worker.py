import time

from delays import capped_delay, plain_delay


def deliver(message, send) -> None:
    for attempt in range(20):
        try:
            return send(message)
        except ConnectionError:
            time.sleep(capped_delay(attempt))  # ok: no-uncapped-backoff — the helper has a ceiling


def deliver_hard(message, send) -> None:
    for attempt in range(12):
        try:
            return send(message)
        except ConnectionError:
            time.sleep(plain_delay(attempt))
