"""打字谈话 at the desk: set sentences by topic, a line to type, large words on both screens."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from services.journey import AnswerProblem
from services.qr import qr_picture
from services.staff.roles import Permission
from services.talking.desk import Shown, Side, TalkOver
from services.talking.phrases import TOPICS
from webapp.addresses import absolute
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.desk.guard import clerk_here, need
from webapp.live.marks import nothing_new
from webapp.live.transcripts import WHO, mark_of_talk, said_in, text_of, transcript_of
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.wiring import parts

desk_talk = Blueprint("desk_talk", __name__, url_prefix="/desk/talk")
desk_talk.before_request(need(Permission.TALK))


@desk_talk.get("/")
def listed() -> Response:
    """A button for a new talk, and those of today."""
    return render("pages/desk/talks.html", talks=parts().live.talks.of_clerk(clerk_here().actor))


@desk_talk.post("/")
def begin() -> Response:
    """A new talk: its six digits stand on its page."""
    number = parts().live.talks.begin(clerk_here().actor)
    return redirect(url_for("desk_talk.show", number=number), 303)


@desk_talk.get("/<int:number>/")
def show(number: int) -> Response:
    """What the resident said, large; the sentences of one topic; a line to type."""
    shown, tag = _found(number), viewing().locale.tag
    mark = mark_of_talk(shown)
    unchanged = nothing_new(mark)
    if unchanged is not None:
        return unchanged
    attempt = attempt_here()
    topic = _topic(request.args.get("topic") or (attempt.typed.get("topic") or [""])[0])
    address = absolute(url_for("talk.scanned", code=shown.talk.code))
    return render(
        "pages/desk/talk.html",
        attempt=attempt,
        shown=shown,
        mark=mark,
        said=said_in(shown, Side.RESIDENT, tag),
        tag=tag,
        text_of=text_of,
        who=WHO,
        latest=shown.latest(Side.RESIDENT),
        topics=TOPICS,
        topic=topic,
        phrases=parts().live.phrases.of(topic),
        mine=Side.CLERK,
        address=absolute(url_for("talk.here")),
        picture=qr_picture(address) if shown.open and shown.talk.owner is None else None,
    )


@desk_talk.post("/<int:number>/")
def say(number: int) -> Response:
    """A set sentence, or what was typed."""
    typed = typed_fields()
    text, key, topic = (next(iter(typed.get(name, [])), "") for name in ("text", "key", "topic"))
    clerk = clerk_here().actor
    page = url_for("desk_talk.show", number=_found(number).talk.id)
    try:
        parts().live.talks.say(number, clerk, text, key)
    except AnswerProblem as problem:
        return send_back(page, typed, {"text": problem.words})
    except TalkOver as over:
        return send_back(page, typed, notice=over.words)
    return redirect(url_for("desk_talk.show", number=number, topic=_topic(topic)), 303)


@desk_talk.post("/<int:number>/end")
def end(number: int) -> Response:
    """All is said; the transcript stays for a day."""
    parts().live.talks.end(_found(number).talk.id, clerk_here().actor)
    return redirect(url_for("desk_talk.show", number=number), 303)


@desk_talk.get("/<int:number>/transcript.txt")
def transcript(number: int) -> Response:
    """What was said, for the file."""
    return transcript_of(_found(number))


def _found(number: int) -> Shown:
    """A talk of this clerk; aborts with 404 for another's."""
    shown = parts().live.talks.for_clerk(number, clerk_here().actor)
    if shown is None:
        abort(404)
    return shown


def _topic(wanted: str) -> str:
    return wanted if wanted in TOPICS else next(iter(TOPICS))
