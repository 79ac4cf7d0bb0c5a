"""Rooms for people who are there at this moment: calls for help, talks, looking on together."""

from __future__ import annotations

from flask import Flask

from webapp.live.calls import calls
from webapp.live.looking import looking
from webapp.live.talk import talk
from webapp.live.together import together


def register_live(app: Flask) -> None:
    """Add the addresses of residents and helpers; the desk has its own."""
    app.register_blueprint(calls)
    app.register_blueprint(talk)
    app.register_blueprint(together)
    app.register_blueprint(looking)
