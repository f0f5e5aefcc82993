from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse

RATELIMIT_DEFAULT = "100/hrs"  # expect: no-invalid-limit/unlimited error

app = Flask(__name__)
limiter = Limiter(
    get_remote_address,
    app=app,
    default_limits=["200 per day", "50 per hr"],  # expect: no-invalid-limit/unlimited error
)
per_minute = parse("10 per min")  # expect: no-invalid-limit/raises error


@app.route("/login")
@limiter.limit("5/min")  # expect: no-invalid-limit/unlimited error
def login():
    return "ok"


@app.route("/ping")
@limiter.limit("5 per minute")  # ok: no-invalid-limit — a limit that the library reads
def ping():
    return "pong"
