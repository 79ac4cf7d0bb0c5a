"""Addresses of identity: signing in and out, and acting for somebody who has asked for it."""

from flask import Flask

from webapp.people.acting import register_acting
from webapp.people.again import again
from webapp.people.by_card import by_card
from webapp.people.family import family_phones
from webapp.people.federated import oidc
from webapp.people.helping import helping
from webapp.people.signing_in import signing_in
from webapp.people.signing_out import signing_out


def register_people(app: Flask) -> None:
    """Add the addresses."""
    for blueprint in (signing_in, again, oidc, by_card, family_phones):
        app.register_blueprint(blueprint)
    app.register_blueprint(signing_out)
    app.register_blueprint(helping)
    register_acting(app)
