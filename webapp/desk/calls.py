"""Calls for help at the desk: who waits where, and 「我过去」, which the caller reads at once."""

from __future__ import annotations

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from services.calls import NEEDS, CallRefused, Need, halls, is_late
from services.staff.roles import Permission
from services.words import words
from webapp.attempts import attempt_here, send_back
from webapp.desk.guard import clerk_here, need
from webapp.live.marks import mark_of, nothing_new
from webapp.rendering import render
from webapp.wiring import parts

desk_calls = Blueprint("desk_calls", __name__, url_prefix="/desk/calls")
desk_calls.before_request(need(Permission.CALLS))

DONE = {
    "take": words("记下了，居民那边已经看到有人来了。请过去。"),
    "back": words("记下了，这件事等别的同事去。"),
    "finish": words("记下了，这件事办好了。"),
    "look": words("记下了。"),
}


@desk_calls.get("/")
def listed() -> Response:
    """Who waits, the longest first; of one hall, or of all."""
    there = {place.slug: place for place in halls()}
    chosen = request.args.get("hall", "")
    if chosen and chosen not in there:
        abort(404)
    waiting, now = parts().live.calls.waiting(chosen or None), parts().clock.now()
    minutes = {call.id: int((now - call.called_at).total_seconds()) // 60 for call in waiting}
    lapsed = parts().live.calls.unanswered(chosen or None)
    mark = mark_of(
        len(lapsed), [(call.id, call.state, call.clerk_id, minutes[call.id]) for call in waiting]
    )
    return nothing_new(mark) or render(
        "pages/desk/calls.html",
        attempt=attempt_here(),
        clerk=clerk_here(),
        calls=waiting,
        lapsed=lapsed,
        late={call.id for call in waiting if is_late(call, now)},
        minutes=minutes,
        halls=there,
        chosen=chosen,
        address=url_for("desk_calls.listed", hall=chosen or None),
        needs={need.value: NEEDS[need] for need in Need},
        mark=mark,
    )


@desk_calls.post("/<int:number>")
def answer(number: int) -> Response:
    """I go there; I have been there; another has to go."""
    deed = request.form.get("deed", "")
    if deed not in DONE:
        abort(400)
    desk = parts().live.calls
    acts = {
        "take": desk.take, "back": desk.give_back, "finish": desk.finish, "look": desk.look_into,
    }  # fmt: skip
    try:
        acts[deed](number, clerk_here().actor)
    except CallRefused as refused:
        return send_back("/desk/calls/", {}, notice=refused.words)
    return send_back("/desk/calls/", {}, notice=DONE[deed])
