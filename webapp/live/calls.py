"""「请工作人员过来」: where to come and what for; then the page says who comes, by itself."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.calls import NEEDS, Call, CallState, Need, halls, is_late
from services.cleaning.text import read_line
from services.journey import AnswerProblem
from services.limits import Rule
from services.people import TooOften
from services.words import Words, words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.live.marks import mark_of, nothing_new
from webapp.rendering import render
from webapp.visitors import current_visitor, ensure_visitor
from webapp.wiring import parts

calls = Blueprint("calls", __name__, url_prefix="/help/call")

FROM_VISITOR = Rule("calls-by-visitor", times=6, minutes=10)
# A whole hall may stand behind one address.
FROM_ADDRESS = Rule("calls-by-address", times=60, minutes=10)


@calls.get("/")
def ask() -> AnyResponse:
    """The form; for whoever waits, how the call stands."""
    visitor = current_visitor()
    call = parts().live.calls.of(visitor.applicant) if visitor else None
    late = call is not None and is_late(call, parts().clock.now())
    mark = mark_of(call and (call.id, call.state, call.taken_by, call.ended_at), late)
    return nothing_new(mark) or _page(call, late, mark)


def _page(call: Call | None, late: bool, mark: str) -> Response:
    there = {place.slug: place for place in halls()}
    return render(
        "pages/live/call.html",
        attempt=attempt_here(),
        call=call,
        hall=there.get(call.hall) if call else None,
        late=late,
        mark=mark,
        said=_said(call, late),
        halls=there.values(),
        needs=NEEDS,
    )


def _said(call: Call | None, late: bool) -> Words | str:
    """What is announced when the page changes by itself."""
    if call is None:
        return ""
    if call.state is CallState.COMING:
        return words("有人来了：%(name)s", name=call.taken_by)
    if call.state is CallState.WAITING:
        return words("还没有人接，请再等一等。") if late else words("已经叫了，请等一等。")
    return words("这次叫人已经结束了。")


@calls.post("/")
def make() -> AnyResponse:
    """Call; each call counts, so that nobody is sent about for nothing."""
    visitor = ensure_visitor()
    typed = typed_fields()
    hall, spot, need, problems = _read(typed)
    if not problems:
        minutes = parts().limits.minutes_to_wait(FROM_VISITOR, visitor.key.hex())
        minutes = minutes or parts().limits.minutes_to_wait(FROM_ADDRESS, request.remote_addr or "")
        if minutes:
            return send_back(request.path, typed, notice=TooOften(minutes).words)
    if problems or need is None:
        return send_back(request.path, typed, problems)
    parts().live.calls.call(visitor.applicant, hall, spot, need)
    return redirect(url_for("calls.ask"), 303)


@calls.post("/over")
def over() -> AnyResponse:
    """Nobody needs to come any more, or somebody came."""
    parts().live.calls.cancel(ensure_visitor().applicant)
    return redirect(url_for("calls.ask"), 303)


def _read(typed: dict[str, list[str]]) -> tuple[str, str, Need | None, dict[str, Words]]:
    """Hall, spot, need, and what is wrong by field, in the order of the page."""
    given = {name: next(iter(typed.get(name, [])), "") for name in ("hall", "spot", "need")}
    problems: dict[str, Words] = {}
    if given["hall"] not in {place.slug for place in halls()}:
        problems["hall"] = words("请选您在哪个大厅。")
    try:
        given["spot"] = read_line(given["spot"])
    except AnswerProblem:
        problems["spot"] = words("请写您在大厅的什么地方，我们好找到您。写短一点。")
    need = next((each for each in Need if each == given["need"]), None)
    if need is None:
        problems["need"] = words("请选要帮什么忙。")
    return given["hall"], given["spot"], need, problems
