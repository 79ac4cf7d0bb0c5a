"""Home visits at the desk: the day's ledger, each door, and what came of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from services.cards.desk import masked_name
from services.cleaning.contact import masked_room
from services.journey import Question, SubmissionRefused
from services.staff.roles import Permission
from services.storage.visits import ReportState, VisitState
from services.visits.ledger import Row
from services.visits.matter import matter_name
from services.visits.planning import ward_name, wards, when
from services.visits.questions import AGREED_ANEW, CONSENT_LABELS, OUTCOME_LABELS, REPORT, Asking
from services.visits.reports import LIVE, RULE, SAID, Written
from services.visits.route import RULE as ROUTE_RULE
from services.words import Day, Words, words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.desk.guard import clerk_here, need
from webapp.desk.visit_sheet import CONSENT, to_bring, word_at_door
from webapp.journeys.asking import fields, taken
from webapp.locales import say
from webapp.rendering import render
from webapp.wiring import parts

visits = Blueprint("visits", __name__, url_prefix="/desk/visits")
visits.before_request(need(Permission.VISITS))

LONGEST_ONCE = 64
# Beyond a year nothing is planned, and dates far away are slips of an address.
FURTHEST = timedelta(days=366)
STATES = {
    VisitState.PLANNED: words("还没有去"),
    VisitState.CARRIED: words("材料收来了，还没有交"),
    VisitState.AGAIN: words("还要再去一次"),
    VisitState.MISSED: words("去过，家里没有人"),
    VisitState.OVER: words("办完了"),
    VisitState.CANCELLED: words("居民取消了"),
}
REPORTED = {
    ReportState.COUNTS: words("算数"),
    ReportState.AGREES: words("和先交到的说的一样"),
    ReportState.WAITS: words("对不上，等人来定"),
    ReportState.DROPPED: words("定了不用"),
}


@visits.get("/")
def listed() -> Response:
    """The doors of a day in their order, and what is late."""
    there = {place.slug: place.said for place in wards()}
    ward = request.args.get("ward", "")
    if ward and ward not in there:
        abort(404)
    day = day_or_404(request.args.get("day", parts().visits.today.isoformat()))
    ledger = parts().visits.day(day, ward)
    return render(
        "pages/desk/visits.html",
        ledger=ledger,
        said_day=Day(day),
        waiting=parts().visits.waiting([*ledger.late, *ledger.route]),
        today=parts().visits.today,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        wards=there,
        ward=ward,
        clerk=clerk_here(),
        rule=ROUTE_RULE,
        **helpers(),
    )


@visits.get("/about/<about>/")
def find(about: str) -> Response:
    """From a promise in the queue of visits to its door."""
    row = parts().visits.row_about(about)
    if row is None:
        abort(404)
    return redirect(_page(row.visit.id), 303)


@visits.get("/<int:number>/")
def show(number: int) -> Response:
    """One door: masked for all but the one who goes there."""
    row, clerk, attempt = row_or_404(number), clerk_here(), attempt_here()
    mine = row.is_of(clerk)
    asking = Asking.about(row.visit, parts().visits.today)
    live = row.visit.state in LIVE
    return render(
        "pages/desk/visit.html",
        attempt=attempt,
        row=row,
        mine=mine,
        live=live,
        door=parts().visits.sheet(row, clerk) if mine else None,
        reports=parts().visits.reports(number),
        fields=fields(_asked(asking), asking, {}, attempt),
        days=fields(AGREED_ANEW.questions, asking, {}, attempt),
        once=_only(attempt.typed, "once") or secrets.token_urlsafe(12),
        seen=_only(attempt.typed, "seen") or row.visit.version,
        consent=CONSENT,
        bring=to_bring(row),
        word=word_at_door(row) if mine else "",
        outcomes=OUTCOME_LABELS,
        consents=CONSENT_LABELS,
        reported=REPORTED,
        rule=RULE,
        **helpers(),
    )


@visits.post("/<int:number>/take")
def take(number: int) -> Response:
    """I go there."""
    had = request.form.get("had", "")
    try:
        parts().visits.take(row_or_404(number), clerk_here(), int(had) if had.isdecimal() else None)
    except SubmissionRefused as refused:
        return send_back(_page(number), {}, notice=refused.words)
    return send_back(_page(number), {}, notice=words("接下了，居民已经知道是您来。"))


@visits.post("/<int:number>/give-back")
def give_back(number: int) -> Response:
    """Another colleague goes there."""
    parts().visits.give_back(row_or_404(number), clerk_here())
    return send_back(_page(number), {}, notice=words("还回去了，别的同事可以接。"))


@visits.post("/<int:number>/report")
def report(number: int) -> Response:
    """What came of it, from the page or from a device that was off the net."""
    row, typed = row_or_404(number), typed_fields()
    once, seen = _only(typed, "once"), _only(typed, "seen")
    if not 0 < len(once) <= LONGEST_ONCE or not seen.isdecimal() or len(seen) > 9:
        abort(400)
    asking = Asking.about(row.visit, parts().visits.today)
    if int(seen) != row.visit.version:
        # It was written on another state of things; whether it still fits is judged there.
        asking = Asking(_only(typed, "outcome") == "handed", asking.today)
    answers, problems = taken(REPORT, asking, typed)
    if problems:
        return _not_taken(number, typed, problems)
    written = Written(once, int(seen), _made_at(_only(typed, "made_at")), answers)
    try:
        state = parts().visits.report(number, written, clerk_here())
    except SubmissionRefused as refused:
        return _not_taken(number, typed, {"outcome": refused.words})
    if _wants_json():
        return jsonify(state=state.value)
    return send_back(_page(number), {}, notice=SAID[state])


@visits.post("/<int:number>/again")
def again(number: int) -> Response:
    """Another day was agreed with the resident."""
    row, typed = row_or_404(number), typed_fields()
    asking = Asking.about(row.visit, parts().visits.today)
    answers, problems = taken(AGREED_ANEW, asking, typed)
    if problems:
        return send_back(_page(number), typed, problems)
    try:
        parts().visits.agree_anew(row, answers, clerk_here())
    except SubmissionRefused as refused:
        return send_back(_page(number), typed, notice=refused.words)
    return send_back(_page(number), {}, notice=words("重新约好了，已经告诉居民。"))


@visits.post("/<int:number>/decide")
def decide(number: int) -> Response:
    """Use a report that came too late, or not."""
    wanted = request.form.get("report", -1, int)
    found = [one for one in parts().visits.reports(number) if one.id == wanted]
    if not found:
        abort(404)
    try:
        parts().visits.decide(found[0], request.form.get("use") == "1", clerk_here())
    except SubmissionRefused as refused:
        return send_back(_page(number), {}, notice=refused.words)
    return send_back(_page(number), {}, notice=words("定好了。"))


def day_or_404(asked: str) -> date:
    """The day in an address. Aborts with 404 for no day, or one that is far away."""
    today = parts().visits.today
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        abort(404)
    if abs(day - today) > FURTHEST:
        abort(404)
    return day


def row_or_404(number: int) -> Row:
    """The visit with this id. Aborts with 404."""
    row = parts().visits.row(number)
    if row is None:
        abort(404)
    return row


def helpers() -> dict[str, Any]:
    """How templates say what a visit is."""
    return {
        "when": when,
        "ward_name": ward_name,
        "matter_name": matter_name,
        "masked_name": masked_name,
        "masked_room": masked_room,
        "states": STATES,
    }


def _page(number: int) -> str:
    return url_for("visits.show", number=number)


def _asked(asking: Asking) -> Sequence[Question]:
    return REPORT.pages(False, asking, {})[0].questions


def _only(typed: Mapping[str, list[str]], name: str) -> str:
    return next(iter(typed.get(name, [])), "")


def _made_at(typed: str) -> datetime:
    """When it was written, by the device's clock; now where it does not say."""
    try:
        made = datetime.fromisoformat(typed)
    except ValueError:
        return parts().clock.now()
    return made if made.tzinfo else parts().clock.now()


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _not_taken(number: int, typed: dict[str, list[str]], problems: dict[str, Words]) -> Response:
    if _wants_json():
        response = jsonify(problems=[say(problem) for problem in problems.values()])
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
    return send_back(_page(number), typed, problems)
