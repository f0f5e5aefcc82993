from slowapi import Limiter
from slowapi.util import get_remote_address

# Every office is one address, every organisation many.
limiter = Limiter(key_func=get_remote_address)  # expect: require-tenant-limit-key/accountByAddress warning
