"""Addresses of identity: signing in and out, and acting for somebody who has asked for it."""

from flask import Flask

from webapp.people.acting import register_acting
from webapp.people.helping import helping
from webapp.people.signing_in import signing_in
from webapp.people.signing_out import signing_out


def register_people(app: Flask) -> None:
    """Add the addresses."""
    app.register_blueprint(signing_in)
    app.register_blueprint(signing_out)
    app.register_blueprint(helping)
    register_acting(app)
