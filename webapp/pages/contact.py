"""How to be reached: seen and changed by whoever has a browser, signed in or not."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.contact import ABOUT_CALLS, ABOUT_LETTERS, QUESTIONS, Anew, as_answers
from services.journey import Journey, Question
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.journeys.asking import fields, taken
from webapp.people.proving import need_proof
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.visitors import current_visitor, ensure_visitor
from webapp.wiring import parts

pages = Blueprint("contact", __name__, url_prefix="/settings/contact")


@pages.get("/")
def show() -> Response:
    """The questions, filled with what is kept; letters by themselves where a view asks little."""
    return _page(_first())


@pages.post("/")
def save() -> AnyResponse:
    """Keep what was chosen."""
    return need_proof() or _keep(
        _first(), "contact.show_letters" if _one_by_one() else "contact.show"
    )


@pages.get("/letters/")
def show_letters() -> Response:
    """What letters are to be like."""
    return _page(ABOUT_LETTERS)


@pages.post("/letters/")
def save_letters() -> AnyResponse:
    """Keep what letters are to be like."""
    return need_proof() or _keep(ABOUT_LETTERS, "contact.show")


def _one_by_one() -> bool:
    return viewing().mode.one_question


def _first() -> Sequence[Question]:
    return ABOUT_CALLS if _one_by_one() else QUESTIONS


def _page(questions: Sequence[Question]) -> Response:
    visitor = current_visitor()
    kept = parts().contacts.of(visitor.applicant) if visitor else None
    attempt = attempt_here()
    return render(
        "pages/contact.html",
        saved="saved" in request.args,
        kept=kept,
        posts_letters=parts().settings.letters != "off",
        fields=fields(questions, Anew(), as_answers(kept), attempt),
        attempt=attempt,
    )


def _keep(questions: Sequence[Question], then: str) -> AnyResponse:
    typed = typed_fields()
    answers, problems = taken(Journey(tuple(questions)), Anew(), typed)
    if problems:
        return send_back(request.path, typed, problems)
    parts().contacts.keep(ensure_visitor().applicant, answers)
    return redirect(url_for(then, saved=1), 303)
