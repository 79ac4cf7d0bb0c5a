"""一起看, the helper's side: give the digits, wait to be let in, see the step masked, point."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from services.actors import Actor
from services.delegation.sittings import helper_actor
from services.journey import AnswerProblem
from services.limits import Rule
from services.people import TooOften
from services.phones import masked_phone
from services.storage.co_views import CoView, CoViewState
from services.storage.people import Person
from services.words import words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.live.marks import mark_of, nothing_new
from webapp.live.standing import Standing, changed_at, standing_of
from webapp.people.way_back import with_next
from webapp.rendering import render
from webapp.visitors import person
from webapp.wiring import parts

looking = Blueprint("looking", __name__, url_prefix="/together/look")

HERE = "/together/look/"
# A right guess only asks the resident, who sees the name of whoever it is.
BY_ADDRESS = Rule("co-view-codes-by-address", times=30, minutes=10)
BY_PERSON = Rule("co-view-codes-by-person", times=10, minutes=10)
NOT_FOUND = words("没有找到这个号码。请对方再念一遍。号码过一会儿会换新的。")


@looking.before_request
def known() -> Response | None:
    """Whoever looks is named to the resident, so signs in first."""
    if person() is not None:
        return None
    return redirect(with_next(url_for("people.choose"), HERE), 303)


@looking.get("/")
def show() -> Response:
    """The field for the digits; then waiting; then the resident's step."""
    view = parts().live.together.of_helper(_helper().id or 0)
    mark = _mark(view)
    unchanged = nothing_new(mark)
    if unchanged is not None:
        return unchanged
    standing = standing_of(view) if view and view.state is CoViewState.LOOKING else None
    return render(
        "pages/live/look.html",
        attempt=attempt_here(),
        view=view,
        standing=standing,
        mark=mark,
        said=_said(view, standing),
    )


@looking.post("/")
def ask() -> Response:
    """Give the digits: the resident is asked."""
    typed, helper = typed_fields(), _helper()
    limits = parts().limits
    minutes = limits.minutes_to_wait(BY_ADDRESS, request.remote_addr or "")
    minutes = minutes or limits.minutes_to_wait(BY_PERSON, str(helper.id))
    if minutes:
        return send_back(HERE, typed, notice=TooOften(minutes).words)
    try:
        found = parts().live.together.ask(next(iter(typed.get("code", [])), ""), helper)
    except AnswerProblem as problem:
        return send_back(HERE, typed, {"code": problem.words})
    return redirect(HERE, 303) if found else send_back(HERE, typed, {"code": NOT_FOUND})


@looking.post("/point")
def point() -> Response:
    """Point at a part of the step, or at nothing any more; nothing is ever pressed."""
    view = parts().live.together.of_helper(_helper().id or 0)
    part = request.form.get("part", "")
    if view is None or view.state is not CoViewState.LOOKING:
        return send_back(HERE, {}, notice=words("对方已经不看了。"))
    standing = standing_of(view)
    if part and (standing is None or part not in standing.names()):
        return send_back(HERE, {}, notice=words("对方刚才翻了一页。请再看一看，再指。"))
    parts().live.together.point(view, part)
    return redirect(HERE, 303)


@looking.post("/leave")
def leave() -> Response:
    """Look no more."""
    parts().live.together.leave(_helper())
    return redirect(HERE, 303)


def _helper() -> Actor:
    """The signed-in person; who has told no name yet is called by the phone."""
    known = person()
    assert isinstance(known, Person)  # nobody else is let in
    return helper_actor(known, "" if known.name else masked_phone(known.phone))


def _mark(view: CoView | None) -> str:
    if view is None:
        return mark_of("none")
    seen = view.state is CoViewState.LOOKING
    return mark_of(view.id, view.state, view.step, view.pointed, changed_at(view) if seen else "")


def _said(view: CoView | None, standing: Standing | None) -> object:
    """What is announced when the page changes by itself."""
    if standing is not None:
        return words("对方现在在：%(step)s", step=standing.heading)
    return words("等对方同意。") if view and view.state is CoViewState.ASKED else ""
