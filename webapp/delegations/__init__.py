"""Addresses of delegation: what I let others do, and stopping it by the digits of a slip."""

from __future__ import annotations

from flask import Flask

from webapp.delegations.giving import delegations
from webapp.delegations.stopping import stopping


def register_delegations(app: Flask) -> None:
    """Add the addresses."""
    app.register_blueprint(stopping)
    app.register_blueprint(delegations)
