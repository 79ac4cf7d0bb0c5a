"""Verifying the code of an e-card at the desk, online or not."""

from __future__ import annotations

import json

from flask import Blueprint
from werkzeug.wrappers import Response

from services.cards.desk import CARD_NAMES
from services.staff.roles import Permission
from services.words import words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.desk.guard import need
from webapp.desk.verdicts import VERDICTS
from webapp.rendering import render
from webapp.wiring import parts

desk = Blueprint("desk", __name__, url_prefix="/desk")
desk.before_request(need(Permission.CARDS))

FIELD = "code"


@desk.get("/verify/")
def verify() -> Response:
    """The field a scanner types into, the keys to verify by, and what came of the last code."""
    attempt = attempt_here()
    code = next(iter(attempt.typed.get(FIELD, [])), "")
    judged = code and not attempt.problems and not attempt.notice
    return render(
        "pages/desk/verify.html",
        attempt=attempt,
        checked=parts().cards.check(code) if judged else None,
        verdicts=VERDICTS,
        names=CARD_NAMES,
        card_keys=json.dumps(parts().cards.public_keys),
    )


@desk.post("/verify/")
def take_code() -> Response:
    """Keep the scanned code, and show the page again with its verdict."""
    typed = typed_fields()
    if not "".join(typed.get(FIELD, [])).strip():
        problem = words("请先扫码，或者把码填在这里。")
        return send_back("/desk/verify/", typed, {FIELD: problem})
    return send_back("/desk/verify/", typed)
