from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address)  # expect: no-process-local-limiter/severalProcesses error


def create_app() -> Flask:
    app = Flask(__name__)
    limiter.init_app(app)
    return app
