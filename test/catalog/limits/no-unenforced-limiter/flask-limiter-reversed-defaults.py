from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, default_limits=["100 per hour"])


@limiter.limit("5 per minute")  # expect: no-unenforced-limiter/misordered error
@app.route("/login", methods=["POST"])
def login():
    return "ok"


@limiter.limit("5 per minute")  # ok: no-unenforced-limiter — a plain function: called by a view, it limits the view's request
def charge():
    return "charged"
