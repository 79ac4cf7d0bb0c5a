"""The phones of people one trusts: signing in with one of them, registering and ending them."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from services.actors import Actor
from services.demo.residents import RESIDENTS
from services.family_phones import WrongName
from services.people import NoName, SignInProblem, TooOften
from services.phones import masked_phone
from services.sessions import resident
from services.storage.people import Person
from services.words import words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.locales import say
from webapp.people.proving import need_proof
from webapp.people.signing_in import signing_in, to_wait
from webapp.people.way_back import wanted_path, with_next
from webapp.rendering import render
from webapp.visitors import acting, ensure_visitor, person
from webapp.wiring import parts

# The largest number that either database counts to.
LARGEST_ID = 2**63 - 1

family_phones = Blueprint("family_phones", __name__, url_prefix="/settings/family-phones")


@signing_in.get("/family/")
def ask_family() -> Response:
    """Who signs in, and whose phone gets the code."""
    attempt = attempt_here()
    return render(
        "pages/people/family.html",
        attempt=attempt,
        example=RESIDENTS[0].name if parts().settings.demo else "",
        next=wanted_path(attempt),
    )


@signing_in.post("/family/")
def send_to_family() -> Response:
    """Send the code. Whether that phone is trusted is told to nobody who asks."""
    typed = typed_fields()
    name, phone = (next(iter(typed.get(field, [])), "") for field in ("name", "phone"))
    owner, address = ensure_visitor().key, request.remote_addr or ""
    try:
        parts().people.request_family_code(phone, name, owner, address, say)
    except TooOften as wait:
        return to_wait(wait, typed)
    except SignInProblem as problem:
        field = "name" if isinstance(problem, NoName) else "phone"
        return send_back(url_for("people.ask_family"), typed, {field: problem.words})
    return redirect(with_next(url_for("people.show_code"), wanted_path()), 303)


@family_phones.before_request
def _prove_first() -> Response | None:
    return need_proof()


@family_phones.get("/")
def mine() -> Response:
    """The phones I trust, and the form for another."""
    whose = _whose()
    if whose is None:
        return _sign_in_first()
    me, _ = whose
    return render(
        "pages/people/family_phones.html",
        phones=[(each, masked_phone(each.phone)) for each in parts().family_phones.of(me)],
        example=RESIDENTS[4] if parts().settings.demo else None,
        attempt=attempt_here(),
    )


@family_phones.post("/")
def register() -> Response:
    """Trust one more phone."""
    whose = _whose()
    if whose is None:
        return _sign_in_first()
    typed = typed_fields()
    name, phone = (next(iter(typed.get(field, [])), "") for field in ("name", "phone"))
    here = url_for("family_phones.mine")
    try:
        parts().family_phones.register(whose[0], name, phone, by=whose[1])
    except SignInProblem as problem:
        field = "name" if isinstance(problem, WrongName) else "phone"
        return send_back(here, typed, {field: problem.words})
    return send_back(here, {}, notice=words("登记好了。"))


@family_phones.post("/end")
def end() -> Response:
    """Trust a phone no longer."""
    whose = _whose()
    number = request.form.get("phone", type=int)
    if whose is None:
        return _sign_in_first()
    if number is not None and 0 < number <= LARGEST_ID and _ended(whose, number):
        return send_back(url_for("family_phones.mine"), {}, notice=words("这部手机停用了。"))
    return redirect(url_for("family_phones.mine"), 303)


def _whose() -> tuple[Person, Actor] | None:
    """Whose phones, and who says so: the resident, or the clerk whom they stand before.

    A helper who acts for somebody never gets here (webapp.people.acting).
    """
    here = acting()
    if here is not None:
        return here.person, here.deputy.actor
    me = person()
    return None if me is None else (me, resident(me))


def _ended(whose: tuple[Person, Actor], number: int) -> bool:
    return parts().family_phones.end(whose[0], number, by=whose[1])


def _sign_in_first() -> Response:
    return redirect(with_next(url_for("people.choose"), url_for("family_phones.mine")), 303)
