"""Rooms for people who are there at this moment: calls for help, talks, looking on together."""

from __future__ import annotations

from flask import Flask

from webapp.live.calls import calls
from webapp.live.talk import talk


def register_live(app: Flask) -> None:
    """Add the addresses of residents and helpers; the desk has its own."""
    app.register_blueprint(calls)
    app.register_blueprint(talk)
