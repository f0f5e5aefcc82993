from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address


def create_app() -> Flask:
    app = Flask(__name__)
    limiter = Limiter(get_remote_address, app=app, default_limits=["50 per hour"])  # ok: no-unenforced-limiter — installs itself in the application
    return app
