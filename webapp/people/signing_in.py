"""Signing in: pick a demo resident, or a phone number and then the code sent to it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from services.demo.residents import RESIDENTS
from services.people import CodeGone, SignInProblem, TooOften
from services.phones import masked_phone
from services.sessions import Arrival, SignedIn
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.browsers import SESSION_COOKIE, remember, session_here, system_here
from webapp.locales import say
from webapp.people.acting import landing
from webapp.people.way_back import NEXT, safe_path, wanted_path, with_next
from webapp.rendering import render
from webapp.visitors import VISITOR_COOKIE, ensure_visitor
from webapp.wiring import parts

signing_in = Blueprint("people", __name__, url_prefix="/sign-in")


@signing_in.get("/")
def choose() -> Response:
    """Who are you: demo residents by one press, or a phone number."""
    attempt = attempt_here()
    return render(
        "pages/people/sign_in.html",
        attempt=attempt,
        residents=RESIDENTS if parts().settings.demo else (),
        oidc=parts().settings.oidc_name if parts().resident_trips else None,
        card_reader=parts().card_sign_in is not None,
        next=wanted_path(attempt),
    )


@signing_in.post("/")
def sign_in() -> Response:
    """Sign a demo resident in, or send a code to a phone."""
    if "resident" in request.form:
        return _sign_in_demo(request.form["resident"])
    visitor = ensure_visitor()
    typed = typed_fields()
    try:
        parts().people.request_code(
            _one(typed, "phone"), visitor.key, request.remote_addr or "", say
        )
    except TooOften as wait:
        return to_wait(wait, typed)
    except SignInProblem as problem:
        return send_back(url_for("people.choose"), typed, {"phone": problem.words})
    return redirect(with_next(url_for("people.show_code"), wanted_path()), 303)


@signing_in.get("/code/")
def show_code() -> Response:
    """Where the code is typed. Without one on its way, back to the phone number."""
    people = parts().people
    pending = people.pending_code(ensure_visitor().key)
    attempt = attempt_here()
    if pending is None:
        return redirect(with_next(url_for("people.choose"), wanted_path(attempt)), 303)
    return render(
        "pages/people/code.html",
        attempt=attempt,
        phone=masked_phone(pending.phone),
        code=people.code_on_screen(pending),
        family=pending.family,
        again=with_next(url_for(_asked_at()), wanted_path(attempt)),
        next=wanted_path(attempt),
    )


@signing_in.post("/code/")
def check_code() -> Response:
    """Sign in with the right code."""
    typed = typed_fields()
    try:
        signed_in = parts().people.check_code(_one(typed, "code"), arrival())
    except TooOften as wait:
        return to_wait(wait, typed)
    except CodeGone as gone:
        return send_back(url_for("people.choose"), typed, {"phone": gone.words})
    except SignInProblem as problem:
        return send_back(url_for("people.show_code"), typed, {"code": problem.words})
    return welcome(signed_in, wanted_path())


@signing_in.get("/wait/")
def show_wait() -> Response:
    """A limit was reached: when to try again, and who helps meanwhile."""
    attempt = attempt_here()
    said = attempt.problems.get("wait")
    if said is None:
        return redirect(url_for("people.choose"), 303)
    back = with_next(url_for("people.choose"), wanted_path(attempt))
    return render("pages/people/wait.html", 429, said=said, back=back)


def _asked_at() -> str:
    """The page on which a code is asked for: a known person's own, or everybody's."""
    return "proving.ask" if session_here().person else "people.choose"


def _sign_in_demo(key: str) -> Response:
    if not parts().settings.demo or key not in {resident.key for resident in RESIDENTS}:
        abort(404)
    return welcome(parts().people.sign_in_demo(key, arrival()), wanted_path())


def arrival() -> Arrival:
    """Where somebody signs in: this browser, and who is signed in here so far."""
    visitor = ensure_visitor()
    old_token = visitor.secret if visitor.person else None
    return Arrival(visitor.key, old_token, system_here())


def welcome(signed_in: SignedIn, wanted: str) -> Response:
    """Go where the resident wanted to go, under new cookies."""
    path = safe_path(wanted)
    if request.cookies.get(SESSION_COOKIE) != signed_in.token:
        path = landing(signed_in.person, path)
    response = make_response(redirect(path, 303))
    remember(response, signed_in)
    response.delete_cookie(VISITOR_COOKIE)
    return response


def to_wait(wait: TooOften, typed: Mapping[str, list[str]]) -> Response:
    """To the calm page that says when to try again."""
    kept = {NEXT: typed.get(NEXT, [])}
    return send_back(url_for("people.show_wait"), kept, {"wait": wait.words})


def _one(typed: Mapping[str, list[str]], name: str) -> str:
    return next(iter(typed.get(name, [])), "")
