from flask import Flask
from flask_limiter import Limiter as FlaskLimiter
from flask_limiter.util import get_remote_address
from slowapi import Limiter

STORE = "redis://cache:6379"

open_limiter = Limiter(key_func=get_remote_address, storage_uri=STORE, swallow_errors=True)  # expect: no-fail-open-limiter/optionOpens warning
open_for_flask = FlaskLimiter(get_remote_address, storage_uri=STORE, swallow_errors=True)  # expect: no-fail-open-limiter/optionOpens warning
# ok: no-fail-open-limiter — errors lead to counts in the process
covered = Limiter(key_func=get_remote_address, storage_uri=STORE, swallow_errors=True, in_memory_fallback_enabled=True)
strict = Limiter(key_func=get_remote_address, storage_uri=STORE)  # ok: no-fail-open-limiter — errors are errors

app = Flask(__name__)
app.config["RATELIMIT_SWALLOW_ERRORS"] = True  # expect: no-fail-open-limiter/optionOpens warning

RATELIMIT_FAIL_OPEN = True  # expect: no-fail-open-limiter/optionOpens warning
