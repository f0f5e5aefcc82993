from flask import Flask

from portal.extensions import db
from portal.views import views


def create_app() -> Flask:
    app = Flask(__name__)
    db.init_app(app)
    app.register_blueprint(views)
    return app
