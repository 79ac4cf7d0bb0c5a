"""好差评 of a case: five levels, then why; once more later. Nobody has to."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from services.journey import Journey
from services.ratings import LEVEL, ROUNDS, can_rate, in_words, why
from services.storage.cases import Case
from services.storage.ratings import Rating
from services.words import words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.cases.own import my_case
from webapp.journeys.asking import fields, taken
from webapp.rendering import render
from webapp.wiring import parts

opinions = Blueprint("opinions", __name__, url_prefix="/cases/<reference>/rating")
_LEVELS = Journey((LEVEL,))


@opinions.get("")
def show(reference: str) -> Response:
    """What was said so far, and the levels as long as there is a round left."""
    case, _ = my_case(reference)
    if not can_rate(case):
        return _too_early(case)
    story = parts().stories.of(case)
    attempt = attempt_here()
    left = len(story.ratings) < ROUNDS
    return render(
        "pages/cases/rating.html",
        case=case,
        story=story,
        given=[in_words(rating) for rating in story.ratings],
        fields=fields([LEVEL], None, {}, attempt) if left else [],
        attempt=attempt,
    )


@opinions.post("")
def rate(reference: str) -> Response:
    """Keep the level of this round; a second press changes nothing."""
    case, visitor = my_case(reference)
    if not can_rate(case):
        return _too_early(case)
    typed = typed_fields()
    answers, problems = taken(_LEVELS, None, typed)
    if problems:
        return send_back(request.path, typed, problems)
    parts().ratings.rate(case, _round(), answers["level"], visitor.applicant)
    return redirect(url_for("opinions.ask_why", reference=case.reference), 303)


@opinions.get("/why")
def ask_why(reference: str) -> Response:
    """Why? Beside the newest opinion."""
    case, _ = my_case(reference)
    rating = _newest(case)
    if rating is None:
        return redirect(url_for("opinions.show", reference=case.reference), 303)
    attempt = attempt_here()
    kept = {"reasons": list(rating.reasons), "text": rating.text}
    return render(
        "pages/cases/why.html",
        case=case,
        round=rating.round,
        level=in_words(rating)[0][1][0],
        fields=fields(why(rating).questions, None, kept, attempt),
        attempt=attempt,
    )


@opinions.post("/why")
def explain(reference: str) -> Response:
    """Keep why, or leave it out."""
    case, _ = my_case(reference)
    here = url_for("opinions.show", reference=case.reference)
    rating = _newest(case)
    if rating is None or rating.round != _round():
        return redirect(here, 303)
    typed = typed_fields()
    answers, problems = taken(why(rating), None, typed)
    if problems:
        return send_back(request.path, typed, problems)
    parts().ratings.explain(case, rating.round, answers)
    return redirect(here, 303)


def _newest(case: Case) -> Rating | None:
    given = parts().ratings.of(case)
    return given[-1] if given else None


def _round() -> int:
    return request.form.get("round", 1, type=int)


def _too_early(case: Case) -> Response:
    notice = words("这件事还没有办，办了以后再评。")
    return send_back(url_for("cases.show", reference=case.reference), {}, notice=notice)
