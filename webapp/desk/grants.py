"""Helpers' grants at the desk: found by the slip, witnessed beside the ID card, or ended."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from services.cleaning.identity import masked_id
from services.delegation.terms import cap_said
from services.delegation.witnessing import GrantRefused, Seen
from services.journey import AnswerProblem
from services.phones import masked_phone
from services.receipts import Fact
from services.staff.roles import Permission
from services.storage.grants import Consent, GrantState
from services.words import words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.delegations.shown import services_of
from webapp.desk.guard import clerk_here, need
from webapp.rendering import render
from webapp.wiring import parts

desk_grants = Blueprint("desk_grants", __name__, url_prefix="/desk/grants")
desk_grants.before_request(need(Permission.GRANTS))
CODE, CHECKED = "code", "checked"
_CHECKS = ("card", "heard")
_STATES = {
    GrantState.PROPOSED: words("还没有同意，不算数"),
    GrantState.CONSENTED: words("已经同意"),
    GrantState.ENDED: words("已经停了"),
}
_CONSENTS = {
    Consent.SPOKEN: words("居民亲口说的，录了音"),
    Consent.WITNESSED: words("当面见证的"),
}


@desk_grants.get("/")
def ask() -> Response:
    """The eight digits that the resident reads out."""
    return render("pages/desk/grants.html", attempt=attempt_here())


@desk_grants.post("/")
def find() -> Response:
    """Go to the grant of these digits."""
    typed = typed_fields()
    try:
        number = parts().delegation.witness.find(request.form.get(CODE, ""))
    except AnswerProblem as problem:
        return send_back(url_for("desk_grants.ask"), typed, {CODE: problem.words})
    return redirect(url_for("desk_grants.show", number=number), 303)


@desk_grants.get("/<int:number>/")
def show(number: int) -> Response:
    """Both people, what is to be allowed, and what a clerk may do about it."""
    seen = parts().delegation.witness.look(number, clerk_here())
    if seen is None:
        abort(404)
    return render(
        "pages/desk/grant.html",
        seen=seen,
        facts=_facts(seen),
        services=services_of(seen.grant),
        ended=seen.grant.state is GrantState.ENDED,
        attempt=attempt_here(),
    )


@desk_grants.post("/<int:number>/witness")
def witness(number: int) -> Response:
    """The card was seen and the yes was heard."""
    here, typed = url_for("desk_grants.show", number=number), typed_fields()
    if set(_CHECKS) - set(typed.get(CHECKED, [])):
        said = words("两样都做到了，才能见证：看过身份证，听到本人说同意。")
        return send_back(here, typed, {CHECKED: said})
    try:
        parts().delegation.witness.witness(number, clerk_here())
    except GrantRefused as refused:
        return send_back(here, {}, notice=refused.words)
    return send_back(here, {}, notice=words("见证好了，约定从现在起算数。"))


@desk_grants.post("/<int:number>/end")
def end(number: int) -> Response:
    """The resident has said that it is to end."""
    parts().delegation.witness.end(number, clerk_here())
    here = url_for("desk_grants.show", number=number)
    return send_back(here, {}, notice=words("停好了。帮手从现在起办不了。"))


def _facts(seen: Seen) -> list[Fact]:
    grant, person, helper = seen.grant, seen.person, seen.helper
    lines = [
        Fact(words("居民"), person.name or masked_phone(person.phone)),
        Fact(words("居民的身份证号"), _number(person.id_number)),
        Fact(words("帮手"), grant.helper_name),
        Fact(words("帮手的手机"), masked_phone(helper.phone)),
        Fact(words("现在怎么样"), _STATES[grant.state]),
        Fact(words("能不能交钱"), cap_said(grant.cap_fen)),
        Fact(words("办到哪一天"), grant.until),
    ]
    if grant.consent is not None:
        lines.append(Fact(words("怎么同意的"), _CONSENTS[grant.consent]))
    return lines


def _number(id_number: str | None) -> str:
    return masked_id(id_number) if id_number else "—"
