"""Signing in: pick a demo resident, or a phone number and then the code sent to it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from services.demo.residents import RESIDENTS
from services.people import CodeGone, SignedIn, SignInProblem, TooOften, masked_phone
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.locales import say
from webapp.people.way_back import NEXT, safe_path, wanted_path, with_next
from webapp.rendering import render
from webapp.visitors import (
    SESSION_COOKIE,
    VISITOR_COOKIE,
    VISITOR_SECONDS,
    Visitor,
    ensure_visitor,
    set_private_cookie,
)
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
        return _wait(wait, typed)
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
        next=wanted_path(attempt),
    )


@signing_in.post("/code/")
def check_code() -> Response:
    """Sign in with the right code."""
    visitor = ensure_visitor()
    typed = typed_fields()
    try:
        signed_in = parts().people.check_code(
            _one(typed, "code"), visitor.key, _session_of(visitor)
        )
    except TooOften as wait:
        return _wait(wait, typed)
    except CodeGone as gone:
        return send_back(url_for("people.choose"), typed, {"phone": gone.words})
    except SignInProblem as problem:
        return send_back(url_for("people.show_code"), typed, {"code": problem.words})
    return _welcome(signed_in)


@signing_in.get("/wait/")
def show_wait() -> Response:
    """A limit was reached: when to try again, and who helps meanwhile."""
    attempt = attempt_here()
    said = attempt.problems.get("wait")
    if said is None:
        return redirect(url_for("people.choose"), 303)
    back = with_next(url_for("people.choose"), wanted_path(attempt))
    return render("pages/people/wait.html", 429, said=said, back=back)


def _sign_in_demo(key: str) -> Response:
    if not parts().settings.demo or key not in {resident.key for resident in RESIDENTS}:
        abort(404)
    visitor = ensure_visitor()
    return _welcome(parts().people.sign_in_demo(key, visitor.key, _session_of(visitor)))


def _welcome(signed_in: SignedIn) -> Response:
    """Go where the resident wanted to go, under new cookies."""
    response = make_response(redirect(safe_path(request.form.get(NEXT, "")), 303))
    set_private_cookie(response, SESSION_COOKIE, signed_in.token, VISITOR_SECONDS)
    response.delete_cookie(VISITOR_COOKIE)
    return response


def _wait(wait: TooOften, typed: Mapping[str, list[str]]) -> Response:
    kept = {NEXT: typed.get(NEXT, [])}
    return send_back(url_for("people.show_wait"), kept, {"wait": wait.words})


def _session_of(visitor: Visitor) -> str | None:
    return visitor.secret if visitor.person else None


def _one(typed: Mapping[str, list[str]], name: str) -> str:
    return next(iter(typed.get(name, [])), "")
