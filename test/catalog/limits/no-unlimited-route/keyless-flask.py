from flask import Flask, request
from flask_limiter import Limiter

app = Flask(__name__)


def device():
    sent = request.headers.get("X-Device")
    if sent is None:
        return None  # expect: no-unlimited-route/passesWithoutKey warning
    return sent


limiter = Limiter(key_func=device, app=app)


@app.route("/feed")
@limiter.limit("60/minute")
def feed():
    return []
