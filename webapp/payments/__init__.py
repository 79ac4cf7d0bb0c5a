"""Addresses of paying: the payer's return, the cashier's notification, the demo cashier."""

from flask import Flask

from webapp.payments.demo_cashier import demo_cashier
from webapp.payments.returning import payments
from webapp.security import without_token


def register_payments(app: Flask) -> None:
    """Add the addresses of paying."""
    app.register_blueprint(payments)
    app.register_blueprint(demo_cashier)
    # A notification proves its sender by its signature.
    without_token(app, "payments.notify")
