""" "Can I get it?": the questions that decide an allowance, asked of nobody and kept nowhere."""

from __future__ import annotations

from flask import Flask

from services.subsidies.decisions import ALLOWANCES
from webapp.allowances.checking import checking
from webapp.security import without_token


def has_check(slug: str) -> bool:
    """Whether the rules of this service can be asked at ``/services/<slug>/check/``."""
    return slug in ALLOWANCES


def register_allowances(app: Flask) -> None:
    """Add the addresses of the check."""
    app.register_blueprint(checking)
    # It changes nothing and keeps nothing: a forged one harms nobody, and one that was left open
    # over night goes through.
    without_token(app, "allowances.take_step")
    app.jinja_env.globals["has_check"] = has_check
