"""Whom are you helping? Asked of every helper first, and again whenever it is not certain."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from services.actors import ActorKind
from services.delegation.helping import Helped
from services.journey import AnswerProblem
from services.people import TooOften
from services.words import Money, words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.delegations.shown import services_shown
from webapp.people.acting import get_up, sit_down
from webapp.people.way_back import HOME, NEXT, wanted_path, with_next
from webapp.rendering import render
from webapp.visitors import acting, current_visitor
from webapp.wiring import parts

helping = Blueprint("helping", __name__, url_prefix="/helping")
NAME = "name"


@helping.get("/")
def choose() -> Response:
    """Everybody who has asked this person for help, one button each; and oneself."""
    visitor, attempt = current_visitor(), attempt_here()
    helped = _helped()
    if helped is None:
        here = request.full_path.rstrip("?")
        return redirect(with_next(url_for("people.choose"), here), 303)
    return render(
        "pages/helping/choose.html",
        helped=[(each, services_shown(each.grant), Money(each.grant.cap_fen)) for each in helped],
        over=visitor.over if visitor else None,
        acting_for=visitor.acting if visitor else None,
        attempt=attempt,
        next=wanted_path(attempt),
    )


@helping.post("/")
def begin() -> Response:
    """Sit down for one of them; the first time with the full name."""
    typed = typed_fields()
    visitor = current_visitor()
    number = request.form.get("grant", type=int)
    if visitor is None or visitor.person is None or number is None:
        return redirect(url_for("helping.choose"), 303)
    field = f"{NAME}-{number}"
    desk = parts().delegation.helping
    try:
        token = desk.begin(number, visitor.person, request.form.get(field, ""))
    except (AnswerProblem, TooOften) as problem:
        return send_back(url_for("helping.choose"), typed, {field: problem.words})
    if token is None:
        notice = words("这个约定已经停了，不能再替他办。")
        return send_back(url_for("helping.choose"), {}, notice=notice)
    get_up(response := make_response(redirect(_onward(), 303)))
    return sit_down(response, token)


@helping.post("/stop")
def stop() -> Response:
    """Get up: a helper is asked anew for whom, a clerk is back at the counter."""
    here = acting()
    by_clerk = here is not None and here.deputy.actor.kind is ActorKind.CLERK
    address = "/desk/counter/" if by_clerk else url_for("helping.choose")
    return get_up(make_response(redirect(address, 303)))


@helping.post("/myself")
def myself() -> Response:
    """Go on with one's own affairs."""
    return get_up(make_response(redirect(wanted_path(), 303)))


def _helped() -> list[Helped] | None:
    """Whom the signed-in person helps; None when nobody is signed in."""
    visitor = current_visitor()
    if visitor is None or visitor.person is None:
        return None
    return list(parts().delegation.helping.helped_by(visitor.person.id))


def _onward() -> str:
    """Where the helper was going; else to what can be done, never to the helper's own page."""
    wanted = request.form.get(NEXT, HOME)
    return url_for("catalogue.index") if wanted == HOME else wanted_path()
