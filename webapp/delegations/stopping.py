"""Stopping a helper by the digits of a slip: at any machine, without signing in."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from services.delegation.giving import Given
from services.journey import AnswerProblem
from services.people import TooOften
from services.words import words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.delegations.shown import services_shown, standing
from webapp.rendering import render
from webapp.wiring import parts

stopping = Blueprint("stopping", __name__, url_prefix="/delegations/stop")
CODE = "code"


@stopping.get("/")
def ask() -> Response:
    """Where the digits are typed; then what would be stopped, and the button."""
    attempt = attempt_here()
    typed = _one(attempt.typed, CODE)
    found = None
    if typed and not attempt.problems:
        try:
            found = _look(typed)
        except (AnswerProblem, TooOften):
            return redirect(url_for("stopping.ask"), 303)
    return render(
        "pages/delegations/stop.html",
        attempt=attempt,
        code=typed,
        found=found,
        standing=standing(found) if found else None,
        services=services_shown(found.grant) if found else (),
    )


@stopping.post("/")
def take() -> Response:
    """Look at what the digits belong to; with the second button, stop it."""
    typed = typed_fields()
    code = _one(typed, CODE)
    try:
        if "sure" not in typed:
            _look(code)
            return send_back(url_for("stopping.ask"), {CODE: [code]})
        parts().delegation.given.stop_by_code(code, _address())
    except (AnswerProblem, TooOften) as problem:
        return send_back(url_for("stopping.ask"), typed, {CODE: problem.words})
    notice = words("停好了。从现在起，他不能再替您办事。")
    return send_back(url_for("stopping.ask"), {}, notice=notice)


def _look(code: str) -> Given:
    return parts().delegation.given.by_code(code, _address())


def _address() -> str:
    return request.remote_addr or ""


def _one(typed: Mapping[str, list[str]], name: str) -> str:
    return next(iter(typed.get(name, [])), "")
