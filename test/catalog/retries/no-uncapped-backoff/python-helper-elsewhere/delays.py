"""Delays of the outbound queue."""


def capped_delay(attempt: int, base: float = 1.0, ceiling: float = 120.0) -> float:
    return min(base * 2**attempt, ceiling)


def plain_delay(attempt: int, base: float = 5.0) -> float:
    return base * 2**attempt  # expect: no-uncapped-backoff/tooLong error
