from flask import Flask, jsonify
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, default_limits=["200 per hour"])  # ok: no-unenforced-limiter — bound to the application


@app.route("/login", methods=["POST"])  # expect: no-unenforced-limiter/misordered error
@limiter.limit("5 per minute")
def login():
    return jsonify(ok=True)


@app.route("/password", methods=["POST"])
@limiter.limit("3 per hour")
def reset_password():
    return jsonify(ok=True)
