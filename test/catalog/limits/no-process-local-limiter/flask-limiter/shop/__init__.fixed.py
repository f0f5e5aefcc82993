import os
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, storage_uri=os.environ["RATELIMIT_STORAGE_URI"])  # expect: no-process-local-limiter/severalProcesses error


def create_app() -> Flask:
    app = Flask(__name__)
    limiter.init_app(app)
    return app
