"""Letters by post: where they go, for residents who want news on paper, in braille or as sound."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from services.contact import FORMS, POST
from services.journey import Journey
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.journeys.asking import fields, taken
from webapp.people.proving import need_proof
from webapp.people.way_back import with_next
from webapp.rendering import render
from webapp.visitors import current_visitor, ensure_visitor, person
from webapp.wiring import parts

pages = Blueprint("post", __name__, url_prefix="/settings/contact/post")


@pages.before_request
def _only_known() -> Response | None:
    """A letter needs a name on it. Where nobody posts letters there is no such page."""
    if parts().settings.letters == "off":
        abort(404)
    if person() is None:
        return redirect(with_next("/sign-in/", request.path), 303)
    return None


@pages.get("/")
def show() -> Response:
    """The address, and what a letter is like."""
    visitor = current_visitor()
    kept = parts().contacts.of(visitor.applicant) if visitor else None
    attempt = attempt_here()
    standing = {POST.slug: kept.post} if kept and kept.post else {}
    form = kept.letters if kept else FORMS[0].value
    return render(
        "pages/post.html",
        kept=kept,
        form=next(each.label for each in FORMS if each.value == form),
        fields=fields((POST,), None, standing, attempt),
        saved="saved" in request.args,
        attempt=attempt,
    )


@pages.post("/")
def save() -> Response:
    """Keep the address; an empty one ends the letters."""
    asked = need_proof()
    if asked is not None:
        return asked
    typed = typed_fields()
    answers, problems = taken(Journey((POST,)), None, typed)
    if problems:
        return send_back(request.path, typed, problems)
    parts().contacts.post_to(ensure_visitor().applicant, answers[POST.slug])
    return redirect(url_for("post.show", saved=1), 303)
