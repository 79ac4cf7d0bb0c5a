"""Signing out: asked once, then ended on every device."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from webapp.browsers import forget
from webapp.rendering import render
from webapp.visitors import VISITOR_COOKIE, current_visitor
from webapp.wiring import parts

signing_out = Blueprint("signing_out", __name__, url_prefix="/sign-out")


@signing_out.get("/")
def ask() -> Response:
    """What signing out does, and the button."""
    return render("pages/people/sign_out.html")


@signing_out.post("/")
def sign_out() -> Response:
    """End all of the person's sessions and forget this browser's cookies."""
    visitor = current_visitor()
    if visitor is not None:
        parts().speech.forget(visitor.key.hex())
        parts().live.together.end(visitor.key)
    if visitor is not None and visitor.person is not None:
        parts().sessions.end_all(visitor.person)
    response = redirect(url_for("signing_out.ask"), 303)
    forget(response)
    response.delete_cookie(VISITOR_COOKIE)
    return response
