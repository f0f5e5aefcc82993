import httpx


def fetch(url: str) -> str:
    return httpx.get(url, timeout=10).text
