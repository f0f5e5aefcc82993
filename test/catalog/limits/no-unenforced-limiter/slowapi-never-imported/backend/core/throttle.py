"""Request limits, keyed by client address."""

from slowapi import Limiter
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address)  # expect: no-unenforced-limiter/neverUsed error


def client_address(request) -> str:
    return request.client.host
