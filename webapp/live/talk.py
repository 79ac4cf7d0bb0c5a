"""打字谈话, the resident's side: six digits, then large words, cards to press, a line to type."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from services.journey import AnswerProblem
from services.limits import Rule
from services.people import TooOften
from services.talking.desk import Shown, Side, TalkOver
from services.talking.phrases import ANSWERS
from services.words import words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.live.marks import nothing_new
from webapp.live.transcripts import WHO, mark_of_talk, said_in, text_of, transcript_of
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.visitors import current_visitor, ensure_visitor
from webapp.wiring import parts

talk = Blueprint("talk", __name__, url_prefix="/talk")

# Some twenty talks at once in a district: to hit one by guessing takes 50,000 tries.
TRIES = Rule("talk-codes-by-address", times=30, minutes=10)
NOT_FOUND = words("没有找到这个号码。请看窗口屏幕上的号码，再填一次。")


@talk.get("/")
def here() -> Response:
    """The talk of this browser; the field for six digits where there is none."""
    shown = _mine()
    mark = mark_of_talk(shown)
    return nothing_new(mark) or render(
        "pages/live/talk.html",
        attempt=attempt_here(),
        shown=shown,
        mark=mark,
        said=said_in(shown, Side.CLERK, viewing().locale.tag),
        tag=viewing().locale.tag,
        text_of=text_of,
        who=WHO,
        latest=shown.latest(Side.CLERK) if shown else None,
        cards=parts().live.phrases.of(ANSWERS) if shown and shown.open else (),
        mine=Side.RESIDENT,
    )


@talk.get("/<code>")
def scanned(code: str) -> Response:
    """Where the square code on the clerk's screen leads: one press joins."""
    if parts().limits.minutes_to_wait(TRIES, request.remote_addr or ""):
        raise TooManyRequests(retry_after=600)
    if not parts().live.talks.is_waiting(code):
        shown = _mine()
        if shown is not None and shown.open and shown.talk.code == code:
            return redirect(url_for("talk.here"), 303)
        abort(404)
    return render("pages/live/talk_join.html", code=code)


@talk.post("/")
def join() -> Response:
    """Take the resident's side."""
    visitor, typed = ensure_visitor(), typed_fields()
    minutes = parts().limits.minutes_to_wait(TRIES, request.remote_addr or "")
    if minutes:
        return send_back(request.path, typed, notice=TooOften(minutes).words)
    try:
        found = parts().live.talks.join(_one(typed, "code"), visitor.applicant)
    except AnswerProblem as problem:
        return send_back(request.path, typed, {"code": problem.words})
    if not found:
        return send_back(request.path, typed, {"code": NOT_FOUND})
    return redirect(url_for("talk.here"), 303)


@talk.post("/say")
def answer() -> Response:
    """A card, or what was typed."""
    typed, who = typed_fields(), ensure_visitor().applicant
    try:
        parts().live.talks.answer(who, _one(typed, "text"), _one(typed, "key"))
    except AnswerProblem as problem:
        return send_back(url_for("talk.here"), typed, {"text": problem.words})
    except TalkOver as over:
        return send_back(url_for("talk.here"), typed, notice=over.words)
    return redirect(url_for("talk.here"), 303)


@talk.post("/end")
def leave() -> Response:
    """The resident has said all."""
    parts().live.talks.leave(ensure_visitor().applicant)
    return redirect(url_for("talk.here"), 303)


@talk.get("/transcript.txt")
def transcript() -> Response:
    """What was said, to take along."""
    shown = _mine()
    if shown is None:
        abort(404)
    return transcript_of(shown)


def _mine() -> Shown | None:
    visitor = current_visitor()
    return parts().live.talks.of(visitor.applicant) if visitor else None


def _one(typed: dict[str, list[str]], name: str) -> str:
    return next(iter(typed.get(name, [])), "")
