"""Addresses of identity: signing in by phone and code or as a demo resident, and signing out."""

from flask import Flask

from webapp.people.signing_in import signing_in
from webapp.people.signing_out import signing_out


def register_people(app: Flask) -> None:
    """Add the addresses."""
    app.register_blueprint(signing_in)
    app.register_blueprint(signing_out)
