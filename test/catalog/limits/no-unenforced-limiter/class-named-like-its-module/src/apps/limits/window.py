COUNTS: dict[int, int] = {}


def check_rate_limit(user: int) -> bool:  # ok: no-unenforced-limiter — called through the whole module's name
    COUNTS[user] = COUNTS.get(user, 0) + 1
    return COUNTS[user] <= 100
