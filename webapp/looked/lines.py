"""谁看过我的资料: who looked at or changed what is mine, when and why, the newest first."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from webapp.looked.signed_in import resident_here, to_sign_in
from webapp.looked.words import service_words
from webapp.people.proving import need_proof
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.wiring import parts

# Where a view sets no bound.
ON_A_PAGE = 20
# The largest number that either database counts to.
LARGEST_ID = 2**63 - 1

lines = Blueprint("looked", __name__, url_prefix="/looked")
lines.before_request(to_sign_in)
lines.before_request(need_proof)


@lines.get("/")
def show() -> Response:
    """A page of it."""
    size = viewing().mode.max_choices or ON_A_PAGE
    before = request.args.get("before", type=int)
    if before is not None and not 0 < before <= LARGEST_ID:
        before = None
    page = parts().looked.page(resident_here().id, size, before)
    return render(
        "pages/looked/lines.html", page=page, service_words=service_words, begun=before is None
    )
