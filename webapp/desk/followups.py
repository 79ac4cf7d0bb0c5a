"""A bad opinion on the desk: what was said, whom to call, and that it was put right."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from services.cases import shown_reference
from services.cleaning.text import read_text
from services.journey import AnswerProblem
from services.ratings import LEVEL, TEXT, in_words
from services.staff.roles import Permission
from services.storage.ratings import Rating
from services.words import Words, words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.desk.day_words import words_for
from webapp.desk.guard import clerk_here, need
from webapp.journeys.run import service_name
from webapp.rendering import render
from webapp.wiring import parts

# An opinion's own names say "you" to whoever gave it.
_NAMES = {LEVEL.name: words("满意不满意"), TEXT.name: words("居民说的话")}

followups = Blueprint("followups", __name__, url_prefix="/desk/ratings")
followups.before_request(need(Permission.RATINGS))


@followups.get("/")
def listed() -> Response:
    """All of them stand in their queue."""
    return redirect(url_for("queues.show_ratings"), 303)


@followups.get("/<reference>/")
def show(reference: str) -> Response:
    """The opinions, how to reach the resident, and what was done about it so far."""
    found = parts().desk.follow_ups.open(reference, clerk_here())
    if found is None:
        abort(404)
    return render(
        "pages/desk/rating.html",
        found=found,
        reference=shown_reference(found.case.reference),
        service=service_name(found.case.service),
        opinions=[_as_read_here(rating) for rating in found.ratings],
        day_words=words_for(found.resident),
        attempt=attempt_here(),
    )


@followups.post("/<reference>/")
def step(reference: str) -> Response:
    """Somebody has called, or it is put right."""
    page, typed = url_for("followups.show", reference=reference), typed_fields()
    desk, clerk = parts().desk.follow_ups, clerk_here()
    try:
        if request.form.get("do") == "mended":
            desk.mended(reference, clerk)
            return send_back(page, {}, notice=words("记下了，也告诉居民了。"))
        desk.called(reference, clerk, read_text(typed.get("call", [""])[0]))
    except AnswerProblem as problem:
        return send_back(page, typed, {"call": problem.words})
    except LookupError:
        abort(404)
    return send_back(page, {}, notice=words("电话记下了。改好以后，请再来按一下“改好了”。"))


def _as_read_here(rating: Rating) -> list[tuple[Words, Sequence[Words | str]]]:
    return [(_NAMES.get(name, name), said) for name, said in in_words(rating)]
