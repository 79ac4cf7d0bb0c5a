"""Signing in by ID card, where a reader stands beside the screen."""

from __future__ import annotations

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from services.card_sign_in import CardSignIn
from services.demo.residents import RESIDENTS
from services.people import SignInProblem
from webapp.attempts import attempt_here, send_back
from webapp.people.signing_in import arrival, welcome
from webapp.people.way_back import NEXT, wanted_path
from webapp.rendering import render
from webapp.wiring import parts

by_card = Blueprint("by_card", __name__, url_prefix="/sign-in/card")
# What a reader hands over for one reading.
LONGEST_TICKET = 200


@by_card.get("/")
def ask() -> Response:
    """Where to lay the card; in a demo, the invented residents' cards."""
    _desk()
    attempt = attempt_here()
    cards = RESIDENTS if parts().settings.demo else ()
    return render("pages/people/card.html", attempt=attempt, cards=cards, next=wanted_path(attempt))


@by_card.post("/")
def take() -> Response:
    """Sign in whose card was read."""
    ticket = request.form.get("ticket", "")[:LONGEST_TICKET]
    try:
        signed_in = _desk().sign_in_by_card(ticket, arrival())
    except SignInProblem as problem:
        return send_back(url_for("by_card.ask"), {NEXT: [wanted_path()]}, notice=problem.words)
    return welcome(signed_in, wanted_path())


def _desk() -> CardSignIn:
    desk = parts().card_sign_in
    if desk is None:
        abort(404)
    return desk
