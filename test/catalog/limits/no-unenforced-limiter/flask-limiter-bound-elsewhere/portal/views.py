from flask import Blueprint

from portal.extensions import limiter

views = Blueprint("views", __name__)


@views.route("/login", methods=["POST"])
@limiter.limit("5 per minute")
def login():
    return "", 204
