"""The page that asks a known person once more who they are, by the ways they have."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from services.people import SignInProblem, TooOften
from services.phones import masked_phone
from services.sessions import USED_ELSEWHERE, Standing
from services.storage.people import Person
from services.words import Words, words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.browsers import session_here
from webapp.locales import say
from webapp.people.signing_in import arrival, to_wait, welcome
from webapp.people.way_back import NEXT, wanted_path, with_next
from webapp.rendering import render
from webapp.visitors import ensure_visitor
from webapp.wiring import parts

again = Blueprint("proving", __name__, url_prefix="/sign-in/again")

_WHY: dict[Standing, Words] = {
    Standing.LIVE: words("下面要办的和钱、和您的个人资料有关。为了安全，请再确认一次是您本人。"),
    Standing.LAPSED: words("您离开了比较久，为了安全，请再登录一次。您填的内容都还在。"),
    Standing.ELSEWHERE: USED_ELSEWHERE,
}


@again.get("/")
def ask() -> Response:
    """Why, and one button for each way."""
    session = session_here()
    person = session.person
    attempt = attempt_here()
    wanted = wanted_path(attempt)
    if person is None:
        return _to_sign_in(session.standing, wanted)
    site = parts()
    phone = site.people.phone_of(person)
    return render(
        "pages/people/again.html",
        attempt=attempt,
        why=_WHY[session.standing],
        proving=session.standing is Standing.LIVE,
        phone=masked_phone(phone) if phone else None,
        own_phone=bool(person.phone),
        oidc=site.settings.oidc_name if site.resident_trips else None,
        card_reader=site.card_sign_in is not None,
        demo=_is_invented(person),
        next=wanted,
    )


@again.post("/")
def take() -> Response:
    """Send a code to the known phone, or let an invented resident in by one press."""
    session = session_here()
    typed = typed_fields()
    wanted = wanted_path()
    person = session.person
    if person is None:
        return _to_sign_in(session.standing, wanted)
    if "demo" in request.form:
        if not _is_invented(person):
            abort(404)
        assert person.demo_key is not None  # an invented resident has one
        return welcome(parts().people.sign_in_demo(person.demo_key, arrival()), wanted)
    try:
        parts().people.request_own_code(
            person, ensure_visitor().key, request.remote_addr or "", say
        )
    except TooOften as wait:
        return to_wait(wait, typed)
    except SignInProblem as problem:
        kept = {NEXT: typed.get(NEXT, [])}
        return send_back(url_for("proving.ask"), kept, notice=problem.words)
    return redirect(with_next(url_for("people.show_code"), wanted), 303)


def _to_sign_in(standing: Standing, wanted: str) -> Response:
    """Nobody is known here; a stolen session still says why it is over."""
    notice = USED_ELSEWHERE if standing is Standing.ELSEWHERE else None
    return send_back(url_for("people.choose"), {NEXT: [wanted]}, notice=notice)


def _is_invented(person: Person) -> bool:
    return parts().settings.demo and person.demo_key is not None
