"""Where a cashier sends the payer back to, and where it tells us by itself what became of it."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from services.payments import UnknownOrder
from services.providers.cashier import CashierError, ForgedNotification
from webapp.wiring import parts

payments = Blueprint("payments", __name__, url_prefix="/payments")
# A notification is a few hundred bytes.
LARGEST_NOTIFICATION = 64 * 1024


@payments.get("/return/<order_key>")
def come_back(order_key: str) -> Response:
    """The payer is back: ask the cashier what became of it, then show the case as it stands."""
    desk = parts().payments
    try:
        reference = desk.settle(order_key)
    except UnknownOrder:
        abort(404)
    except CashierError:
        # Not known yet; the notification or the worker will find out.
        reference = desk.reference(desk.find(order_key))
    return redirect(url_for("cases.show", reference=reference), 303)


@payments.post("/notify/<cashier>")
def notify(cashier: str) -> Response:
    """A message from the cashier. Only a signed one changes anything; again is as good as once.

    The plain answers "success" and "fail" are what cashiers expect: after "fail" they repeat it.
    """
    if cashier != parts().cashier.name:
        abort(404)
    if (request.content_length or 0) > LARGEST_NOTIFICATION:
        abort(413)
    try:
        parts().payments.receive(dict(request.headers), request.get_data())
    except (ForgedNotification, UnknownOrder):
        return Response("fail", 400, mimetype="text/plain")
    except CashierError:
        return Response("fail", 503, mimetype="text/plain")
    return Response("success", mimetype="text/plain")
