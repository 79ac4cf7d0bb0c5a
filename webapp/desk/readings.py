"""The clerk's side of 「这里念错了」: which word, said how? Heard first, then accepted for all."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import structlog
from flask import Blueprint, abort, make_response, request, url_for
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response

from a11y.speech.engines.port import SpeechFailed
from a11y.speech.pronunciation import lexicon
from a11y.speech.pronunciation.ruby import tone_marked
from services.limits import Rule
from services.readings import LISTED, Decided, ReadingRefused, ReportState, Spot
from services.staff.roles import Permission
from services.words import Words, words
from webapp.attempts import attempt_at, attempt_here, send_back, typed_fields
from webapp.desk.choosing import chosen_in, reading_in, steps_from, tried, words_in
from webapp.desk.guard import clerk_here, need
from webapp.rendering import render
from webapp.speech.corrections import take_corrections
from webapp.speech.routes import limit
from webapp.wiring import parts

log = structlog.get_logger()
desk = Blueprint("readings", __name__, url_prefix="/desk/readings")
desk.before_request(need(Permission.READINGS))

TRIALS = Rule("readings-heard", times=120, minutes=10)
# What a clerk may say without a correction.
DISMISSALS = (ReportState.RIGHT, ReportState.PASSED_ON)
STATES = {
    ReportState.OPEN: words("还没有看"),
    ReportState.CHANGED: words("改好了"),
    ReportState.RIGHT: words("没有念错"),
    ReportState.PASSED_ON: words("转给了做网站的人"),
}


@desk.get("/")
def listed() -> Response:
    """What listeners have reported, the open ones first."""
    page = request.args.get("page", 0, int)
    waiting, all_ = parts().readings.counts()
    last = max(0, (all_ - 1) // LISTED)
    if not 0 <= page <= last:
        abort(404)
    reports = parts().readings.listed(page)
    return render(
        "pages/desk/readings.html",
        reports=reports,
        states=STATES,
        waiting=waiting,
        page=page,
        last=last,
    )


@desk.get("/<int:number>/")
def show(number: int) -> Response:
    """One report: its sentence, the word, how it may be said, and what was tried last."""
    take_corrections(parts().readings)
    decided, attempt = _found(number), attempt_here()
    spot = decided.report.spot
    chosen = chosen_in(spot, attempt.typed or request.args.to_dict(flat=False))
    if attempt.typed and not attempt.problems and chosen is not None:
        chosen = tried(parts().readings, chosen, attempt.typed)
    return render(
        "pages/desk/reading.html",
        decided=decided,
        report=decided.report,
        spot=spot,
        states=STATES,
        words=words_in(spot),
        chosen=chosen,
        steps=steps_from(spot, chosen) if chosen else (),
        tone_marked=tone_marked,
        attempt=attempt,
    )


@desk.post("/<int:number>/")
def try_out(number: int) -> Response:
    """Keep the reading that is to be heard, and show the page again with its sound."""
    spot, typed = _found(number).report.spot, typed_fields()
    chosen = chosen_in(spot, typed)
    if chosen is None:
        return send_back(_page(number), {}, notice=words("请先选一个词。"))
    try:
        parts().readings.checked(chosen.word, reading_in(typed))
    except ReadingRefused as refused:
        return send_back(_page(number), typed, {"reading": refused.words})
    return send_back(_page(number), typed)


@desk.get("/<int:number>/now.mp3")
def hear_now(number: int) -> Response:
    """The sentence as everyone hears it now."""
    return _sound(_found(number).report.spot, nullcontext())


@desk.get("/<int:number>/trial.mp3")
def hear_trial(number: int) -> Response:
    """The sentence with the reading that was chosen last; nobody else hears it."""
    spot, typed = _found(number).report.spot, attempt_at(_page(number)).typed
    chosen = chosen_in(spot, typed)
    trial = tried(parts().readings, chosen, typed).trial if chosen else ""
    if chosen is None or not trial:
        abort(404)
    return _sound(spot, lexicon.trying({chosen.word: trial}))


@desk.post("/<int:number>/accept")
def accept(number: int) -> Response:
    """From now on everyone hears the word so."""
    spot, typed = _found(number).report.spot, typed_fields()
    chosen = chosen_in(spot, typed)
    turn = request.form.get("turn", -1, int)
    if chosen is None or turn < 0:
        return send_back(_page(number), {}, notice=words("请先选一个词。"))
    try:
        parts().readings.accept(number, chosen.word, reading_in(typed), turn, _clerk())
    except ReadingRefused as refused:
        return send_back(_page(number), {}, notice=refused.words)
    log.info("reading", report=number, done="accepted")
    return _said(number, words("改好了。以后大家听到的就是这样。"))


@desk.post("/<int:number>/settle")
def settle(number: int) -> Response:
    """No mistake, or none that a dictionary can mend."""
    outcome = next((each for each in DISMISSALS if each == request.form.get("outcome")), None)
    if outcome is None:
        abort(400)
    try:
        parts().readings.dismiss(_found(number).report.id, outcome, _clerk())
    except ReadingRefused as refused:
        return send_back(_page(number), {}, notice=refused.words)
    return _said(number, words("记下了。"))


@desk.post("/<int:number>/undo")
def undo(number: int) -> Response:
    """Say the word as before, and have the report open again."""
    try:
        parts().readings.undo(_found(number).report.id, _clerk())
    except ReadingRefused as refused:
        return send_back(_page(number), {}, notice=refused.words)
    log.info("reading", report=number, done="undone")
    return _said(number, words("撤销了，又和原来一样。"))


def _found(number: int) -> Decided:
    decided = parts().readings.find(number)
    if decided is None:
        abort(404)
    return decided


def _page(number: int) -> str:
    return url_for("readings.show", number=number)


def _clerk() -> str:
    return clerk_here().label


def _said(number: int, notice: Words) -> Response:
    return send_back(_page(number), {}, notice=notice)


def _sound(spot: Spot, reading: AbstractContextManager[None]) -> Response:
    """The sentence as MP3, kept nowhere. Aborts with 503 where no voice can say it."""
    limit(TRIALS)
    take_corrections(parts().readings)
    try:
        with reading:
            mp3 = parts().speech.try_out(spot.text, spot.language).mp3
    except SpeechFailed as error:
        log.warning("speech", reason=str(error))
        raise ServiceUnavailable(retry_after=2) from error
    response = make_response(mp3)
    response.content_type = "audio/mpeg"
    response.headers["Cache-Control"] = "no-store"
    return response.make_conditional(request, accept_ranges=True, complete_length=len(mp3))
