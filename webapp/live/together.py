"""一起看, the resident's side: begin at a step, read digits out, agree, see what is pointed at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from services.storage.co_views import CoView, CoViewState, Step
from services.words import Words, words
from webapp.attempts import AGAIN, attempt_here, typed_fields
from webapp.browsers import set_private_cookie
from webapp.journeys.run import service_name
from webapp.live.marks import mark_of, nothing_new
from webapp.live.standing import Target, target_of
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.visitors import current_visitor, ensure_visitor
from webapp.wiring import parts

together = Blueprint("together", __name__, url_prefix="/together")

# Only a browser that carries it is looked up at each step.
COOKIE = "together"
COOKIE_SECONDS = 2 * 3600


@dataclass(frozen=True)
class Beside:
    """What the resident sees of it: the view, its mark, and what is pointed at."""

    view: CoView
    mark: str
    target: Target | None = None

    @property
    def said(self) -> Words | str:
        """What is announced when this changes by itself."""
        name = self.view.helper_name
        if self.target is not None:
            return words("%(name)s指着：%(part)s", name=name, part=self.target.label)
        if self.view.state is CoViewState.ASKED:
            return words("%(name)s想和您一起看。", name=name)
        if self.view.state is CoViewState.LOOKING:
            return words("%(name)s正在看您这一步。", name=name)
        return ""


def beside_step(service: str, step: str) -> Beside | None:
    """For a step of a journey: who looks at it, if anybody may; the step is told to them."""
    if COOKIE not in request.cookies:
        return None
    again = AGAIN in request.args
    here = Step(service, step, viewing().mode.one_question, again)
    view = parts().live.together.arrive(ensure_visitor().key, here)
    return _beside(view) if view else None


def _beside(view: CoView) -> Beside:
    return Beside(view, _mark(view), target_of(view))


def _mark(view: CoView | None) -> str:
    return mark_of(view and (view.id, view.begun_at, view.state, view.helper_name, view.pointed))


@together.get("/")
def here() -> Response:
    """What looking together is; the digits, and who looks, once it has begun."""
    visitor = current_visitor()
    view = parts().live.together.of(visitor.key) if visitor else None
    mark = _mark(view)
    unchanged = nothing_new(mark)
    if unchanged is not None:
        return unchanged
    attempt = attempt_here()
    service, step = (_given(name, attempt.typed) for name in ("service", "step"))
    offered = parts().services.get(service) is not None
    return render(
        "pages/live/together.html",
        attempt=attempt,
        beside=_beside(view) if view else None,
        mark=mark,
        service=(service if offered else "") or (view.step.service if view else ""),
        step=step if offered else (view.step.step if view else ""),
        service_name=service_name,
    )


@together.post("/")
def begin() -> Response:
    """Begin at a half-done step of the resident's own."""
    visitor, typed = ensure_visitor(), typed_fields()
    service, step = (next(iter(typed.get(name, [])), "") for name in ("service", "step"))
    if parts().services.get(service) is None or parts().drafts.find(visitor.key, service) is None:
        abort(404)
    at = Step(service, step[:80], viewing().mode.one_question)
    parts().live.together.open(visitor.key, visitor.applicant, at)
    response = redirect(url_for("together.here"), 303)
    set_private_cookie(response, COOKIE, "1", COOKIE_SECONDS)
    return response


@together.post("/let")
def let_look() -> Response:
    """The resident agrees: back to the step, which the other sees from now on."""
    visitor = ensure_visitor()
    parts().live.together.let_look(visitor.key)
    return _back(parts().live.together.of(visitor.key))


@together.post("/end")
def end() -> Response:
    """Nobody looks any more."""
    visitor = ensure_visitor()
    view = parts().live.together.of(visitor.key)
    parts().live.together.end(visitor.key)
    response = _back(view)
    response.delete_cookie(COOKIE)
    return response


def _back(view: CoView | None) -> Response:
    """To the step that is looked at."""
    if view is None:
        return redirect(url_for("together.here"), 303)
    step = view.step
    return redirect(url_for("journeys.show_step", slug=step.service, step=step.step), 303)


def _given(name: str, typed: Mapping[str, list[str]]) -> str:
    return request.args.get(name) or next(iter(typed.get(name, [])), "")
