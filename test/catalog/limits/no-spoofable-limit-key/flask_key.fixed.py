from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address


def client_address():
    forwarded = request.headers.get("X-Forwarded-For", "")  # expect: no-spoofable-limit-key/clientHeader warning
    if forwarded:
        return forwarded.split(",")[-1].strip()
    return request.remote_addr


def proxy_address():
    return request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()  # ok: no-spoofable-limit-key — the nearest proxy wrote it


app = Flask(__name__)
limiter = Limiter(client_address, app=app, storage_uri="redis://cache:6379")
by_proxy = Limiter(key_func=proxy_address, app=app, storage_uri="redis://cache:6379")
by_peer = Limiter(get_remote_address, app=app, storage_uri="redis://cache:6379")  # ok: no-spoofable-limit-key — the peer


def context_of(request):
    return {"path": request.path, "user_agent": request.headers.get("User-Agent", "")}  # ok: no-spoofable-limit-key — the agent is no part of the key


def enforce(request):
    context = context_of(request)
    return check_rate_limit(request.account, context)


def check_rate_limit(account, context):
    return by_peer.hit(account)
