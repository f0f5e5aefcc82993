"""Keeps the free tier of the geocoding provider."""

from datetime import datetime, timedelta


class ApiRateLimiter:
    def __init__(self):
        self.windows = {
            "geocode": {"limit": 2500, "used": 0, "reset_at": datetime.now() + timedelta(days=1)},
            "route": {"limit": 500, "used": 0, "reset_at": datetime.now() + timedelta(days=1)},
        }

    def check(self, service: str) -> bool:
        window = self.windows[service]
        if datetime.now() >= window["reset_at"]:
            window["used"] = 0
            window["reset_at"] = datetime.now() + timedelta(days=1)
        return window["used"] < window["limit"]

    # ok: no-unenforced-limiter — geocode() counts each call
    def increment(self, service: str, amount: int = 1) -> None:
        self.windows[service]["used"] += amount


limiter = ApiRateLimiter()


def geocode(address: str):
    if not limiter.check("geocode"):
        raise RuntimeError("The daily quota of the geocoder is used up")
    limiter.increment("geocode")
    return call_provider("geocode", address)


def call_provider(service: str, query: str):
    return {"service": service, "query": query}
