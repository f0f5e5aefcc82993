from slowapi import Limiter
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address)  # expect: no-process-local-limiter/severalProcesses error
in_words = Limiter(key_func=get_remote_address, storage_uri="memory://")  # expect: no-process-local-limiter/severalProcesses error
shared = Limiter(key_func=get_remote_address, storage_uri="redis://cache:6379/1")  # ok: no-process-local-limiter — Redis
