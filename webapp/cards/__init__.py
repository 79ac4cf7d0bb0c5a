"""E-cards of whoever is signed in: the list, each card large with its QR code, the public keys."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from services.cards.desk import CARD_NAMES
from services.providers.cards import CardKind
from services.qr import qr_picture
from webapp.people.proving import need_proof
from webapp.people.way_back import with_next
from webapp.rendering import render
from webapp.visitors import person
from webapp.wiring import parts

cards = Blueprint("cards", __name__, url_prefix="/cards")


@cards.get("/")
def mine() -> Response:
    """My e-cards, or how to get one."""
    holder = person()
    if holder is None:
        return _sign_in_first()
    held = [(card.kind, CARD_NAMES[card.kind]) for card in parts().cards.cards_of(holder)]
    return render("pages/cards/mine.html", held=held, names=CARD_NAMES)


@cards.get("/<kind>/")
def show(kind: str) -> Response:
    """One e-card, large. ``?show=number`` and ``?show=kind`` uncover what is masked."""
    if kind not in {each.value for each in CardKind}:
        abort(404)
    holder = person()
    if holder is None:
        return _sign_in_first()
    shown = request.args.get("show")
    if shown and (asked := need_proof()):
        return asked
    card = parts().cards.show(holder, CardKind(kind))
    if card is None:
        return render("pages/cards/none.html", kind=kind, name=CARD_NAMES[CardKind(kind)])
    return render("pages/cards/card.html", shown=card, qr=qr_picture(card.code), open=shown)


@cards.get("/keys.json")
def keys() -> Response:
    """The public keys by which anybody may verify a code (RFC 7517)."""
    response = jsonify(parts().cards.public_keys)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _sign_in_first() -> Response:
    return redirect(with_next(url_for("people.choose"), request.path), 303)


def register_cards(app: Flask) -> None:
    """Add the addresses of e-cards."""
    app.register_blueprint(cards)
