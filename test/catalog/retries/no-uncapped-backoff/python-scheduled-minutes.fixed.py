from datetime import timedelta

from django.utils import timezone

MAX_TRIES = 5


class Webhook:
    tries: int
    next_try_at = None

    def failed(self) -> None:
        if self.tries >= MAX_TRIES:
            return
        self.next_try_at = timezone.now() + timedelta(minutes=min(2**self.tries, 30))  # expect: no-uncapped-backoff/bounded advice

    def failed_hard(self) -> None:
        if self.tries >= 10:
            return
        self.next_try_at = timezone.now() + timedelta(minutes=min(2**self.tries, 10))  # expect: no-uncapped-backoff/bounded advice


def plan(runs):
    for number in range(10):
        # ok: no-uncapped-backoff — a plan of runs, not a retry
        runs.append({"scheduled_at": timezone.now() + timedelta(hours=number)})
