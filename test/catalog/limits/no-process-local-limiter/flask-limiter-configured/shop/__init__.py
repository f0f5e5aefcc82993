from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address)  # ok: no-process-local-limiter — the store comes from the configuration


def create_app() -> Flask:
    app = Flask(__name__)
    app.config["RATELIMIT_STORAGE_URI"] = "redis://cache:6379"
    limiter.init_app(app)
    return app
