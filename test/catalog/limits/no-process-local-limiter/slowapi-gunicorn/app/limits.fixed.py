import os
from slowapi import Limiter
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, storage_uri=os.environ["RATELIMIT_STORAGE_URI"])  # expect: no-process-local-limiter/severalProcesses error
