from flask import Blueprint, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from openai import OpenAI

limiter = Limiter(get_remote_address, default_limits=[])
client = OpenAI()
answers = Blueprint("answers", __name__, url_prefix="/answers")
drafts = Blueprint("drafts", __name__, url_prefix="/drafts")
limiter.limit("20/hour")(drafts)


def complete(question: str):
    return client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": question}])


@answers.route("/", methods=["POST"])
@limiter.limit("5/minute")
def answer():
    return complete(request.json["question"])


@answers.route("/preview", methods=["POST"])
def preview():  # expect: no-unlimited-route/bypassedResource warning
    return complete(request.json["question"])


@drafts.route("/", methods=["POST"])
def draft():  # ok: no-unlimited-route — the blueprint is limited as a whole
    return complete(request.json["question"])
