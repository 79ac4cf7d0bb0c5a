"""The page of the demo cashier: an amount, a button that pays, and a button that does not."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from services.providers.cashier_demo import DemoCashier
from services.storage.trades import DemoTrade, DemoTradeState
from services.utilities.wording import WORDING
from webapp.attempts import attempt_here
from webapp.rendering import render
from webapp.wiring import parts

demo_cashier = Blueprint("demo_cashier", __name__, url_prefix="/cashier/demo")


@demo_cashier.get("/<token>")
def show(token: str) -> Response:
    """What is to be paid. A trade that is over leads back, so that Back never pays twice."""
    trade = _trade(token)
    if trade.state is not DemoTradeState.WAITING or trade.expires_at <= parts().clock.now():
        return _back(trade)
    payment = parts().payments.find(trade.order_key)
    return render(
        "pages/payments/demo_cashier.html",
        token=token,
        amount_fen=trade.amount_fen,
        wording=WORDING[payment.utility],
        until=trade.expires_at,
        attempt=attempt_here(),
    )


@demo_cashier.post("/<token>")
def press(token: str) -> Response:
    """Pay, or give up; then back to where the bill is."""
    trade = _trade(token)
    if request.form.get("press") == "pay":
        _cashier().pay(trade.order_key)
    else:
        _cashier().give_up(trade.order_key)
    return _back(trade)


def _cashier() -> DemoCashier:
    cashier = parts().cashier
    if not isinstance(cashier, DemoCashier):
        abort(404)
    return cashier


def _trade(token: str) -> DemoTrade:
    trade = _cashier().trade(token)
    if trade is None:
        abort(404)
    return trade


def _back(trade: DemoTrade) -> Response:
    return redirect(url_for("payments.come_back", order_key=trade.order_key), 303)
