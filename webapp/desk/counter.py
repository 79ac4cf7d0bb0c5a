"""At the counter: find the resident who stands there, say why, and act in their place."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, url_for
from werkzeug.wrappers import Response

from services.cleaning.identity import masked_id
from services.desk.counter import NotFound
from services.journey import Journey, Kind, Option, Question
from services.phones import masked_phone
from services.requests.choosing import one_of, some_of
from services.requests.typing_in import first, shown_as_kept
from services.staff.roles import Permission
from services.words import Words, words
from webapp.attempts import attempt_at, attempt_here, send_back, typed_fields
from webapp.browsers import set_private_cookie
from webapp.desk.guard import clerk_here, need
from webapp.journeys.asking import fields, taken
from webapp.rendering import render
from webapp.visitors import ACTING_COOKIE
from webapp.wiring import parts

counter = Blueprint("counter", __name__, url_prefix="/desk/counter")
counter.before_request(need(Permission.COUNTER))

# Nobody stands at a counter for longer.
SITTING_SECONDS = 2 * 3600
REASONS = (
    Option("asked", words("居民请我替他办")),
    Option("eyes", words("看不清屏幕上的字")),
    Option("hands", words("手不方便，按不了")),
    Option("words", words("不认字，或者看不懂")),
    Option("machine", words("不会用手机和电脑")),
)
WHO = Question(
    slug="who",
    section="who",
    kind=Kind.DIGITS,
    label=words("居民是谁？"),
    name=words("身份证号、手机号，或者凭证号"),
    hint=words("请居民出示身份证，或者报手机号、凭证号。找过谁，居民能看到。"),
    example=lambda context: "199 0000 0001",
    clean=lambda raw, context, answers: first(raw),
    show=shown_as_kept,
)
WHY = one_of(
    "why",
    "why",
    words("为什么要替居民办？"),
    words("为什么替办"),
    REASONS,
    words("请选一个原因。居民以后能看到。"),
)
HERE = some_of(
    "here",
    "why",
    words("居民在不在？"),
    words("居民在场"),
    (Option("yes", words("居民就在窗口，同意我替他办")),),
    words("要居民本人在窗口、同意了，才能替他办。"),
)
_CONSENT = Journey((WHY, HERE))


@counter.get("/")
def ask() -> Response:
    """Who is there; once somebody is found, whether it is them and why they need it."""
    attempt = attempt_here()
    typed = first(attempt.typed.get(WHO.slug, []))
    found = None if WHO.slug in attempt.problems else parts().desk.counter.found(typed)
    return render(
        "pages/desk/counter.html",
        found=found,
        phone=masked_phone(found.phone) if found else "",
        card=masked_id(found.id_number) if found and found.id_number else "",
        fields=fields(_CONSENT.questions if found else (WHO,), None, {}, attempt),
        attempt=attempt,
    )


@counter.post("/")
def search() -> Response:
    """Look for them."""
    page, typed = url_for("counter.ask"), typed_fields()
    try:
        parts().desk.counter.search(first(typed.get(WHO.slug, [])), clerk_here())
    except NotFound as problem:
        return send_back(page, typed, {WHO.slug: problem.words})
    return send_back(page, {WHO.slug: typed[WHO.slug]})


@counter.post("/begin")
def begin() -> Response:
    """Sit down for whoever was found last in this browser."""
    page = url_for("counter.ask")
    kept = attempt_at(page).typed.get(WHO.slug, [])
    typed = {**typed_fields(), WHO.slug: kept}
    answers, problems = taken(_CONSENT, None, typed)
    if problems:
        return send_back(page, typed, problems)
    why = next(option.label for option in REASONS if option.value == answers[WHY.slug])
    try:
        token = parts().desk.counter.begin(first(kept), clerk_here(), _reason(why))
    except NotFound as problem:
        return send_back(page, {}, {WHO.slug: problem.words})
    response = make_response(redirect("/services/", 303))
    set_private_cookie(response, ACTING_COOKIE, token, SITTING_SECONDS)
    return response


def _reason(why: Words) -> Words:
    return words("在窗口：%(why)s", why=why)
