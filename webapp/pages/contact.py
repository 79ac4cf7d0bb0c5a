"""How to be reached: seen and changed by whoever has a browser, signed in or not."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from services.contact import JOURNEY, QUESTIONS, Anew, as_answers
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.journeys.asking import fields, taken
from webapp.rendering import render
from webapp.visitors import current_visitor, ensure_visitor
from webapp.wiring import parts

pages = Blueprint("contact", __name__)


@pages.get("/settings/contact/")
def show() -> Response:
    """The questions, filled with what is kept."""
    visitor = current_visitor()
    kept = parts().contacts.of(visitor.applicant) if visitor else None
    attempt = attempt_here()
    return render(
        "pages/contact.html",
        saved="saved" in request.args,
        fields=fields(QUESTIONS, Anew(), as_answers(kept), attempt),
        attempt=attempt,
    )


@pages.post("/settings/contact/")
def save() -> AnyResponse:
    """Keep what was chosen."""
    typed = typed_fields()
    answers, problems = taken(JOURNEY, Anew(), typed)
    if problems:
        return send_back(request.path, typed, problems)
    parts().contacts.keep(ensure_visitor().applicant, answers)
    return redirect("/settings/contact/?saved=1", 303)
