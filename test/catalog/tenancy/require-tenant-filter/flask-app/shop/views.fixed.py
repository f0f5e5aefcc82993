from flask import Blueprint, abort, jsonify
from flask_login import current_user, login_required

from shop.models import Order, Voucher, db

bp = Blueprint("shop", __name__)


@bp.route("/orders/<int:order_id>")
@login_required
def show(order_id):
    org_id = current_user.org_id
    # ok: require-tenant-filter — the organization is the condition
    order = Order.query.filter_by(id=order_id, org_id=org_id).first()
    return jsonify(order.state if order else None)


@bp.route("/orders/<int:order_id>", methods=["DELETE"])
@login_required
def drop(order_id):
    # ok: require-tenant-filter — compared before it is used
    order = Order.query.get_or_404(order_id)
    if order.org_id != current_user.org_id:
        abort(404)
    db.session.delete(order)
    db.session.commit()
    return "", 204


@bp.route("/orders/<int:order_id>/cancel", methods=["POST"])
@login_required
def cancel(order_id):
    org_id = current_user.org_id
    # expect: require-tenant-filter/chosenByCaller error
    Order.query.filter_by(id=order_id, org_id=org_id).update({"state": "cancelled"})
    db.session.commit()
    return jsonify(org_id)


@bp.route("/vouchers/<token>")
def redeem(token):
    # ok: require-tenant-filter — whoever has the token may redeem it
    return jsonify(Voucher.query.filter_by(token=token).first_or_404().id)
