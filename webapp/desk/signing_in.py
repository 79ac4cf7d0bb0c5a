"""Signing in at the desk: number, password and one-time code; in a demo one press for each role."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from services.demo.staff import CLERKS
from services.people import SignInProblem
from services.staff.door import DESK_DAY, LetIn, Machine
from services.staff.roles import Role
from services.words import Words, words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.browsers import set_private_cookie, system_here
from webapp.desk.guard import COOKIE, maybe_clerk
from webapp.desk.names import ROLES
from webapp.people.way_back import NEXT, safe_path, wanted_path
from webapp.rendering import render
from webapp.visitors import VISITOR_COOKIE, current_visitor
from webapp.wiring import parts

door = Blueprint("desk_door", __name__, url_prefix="/desk")

# Never kept, not even until the page is shown again.
SECRETS = ("password", "code")
EMPTY = {
    "number": words("请填写您的工号。"),
    "password": words("请填写密码。"),
    "code": words("请填写手机上的 6 位码。"),
}


@door.get("/sign-in/")
def ask() -> Response:
    """The form, and in a demo the invented clerks."""
    attempt = attempt_here()
    return render(
        "pages/desk/sign_in.html",
        attempt=attempt,
        clerks=CLERKS if parts().settings.demo else (),
        roles=ROLES,
        signed_in=maybe_clerk(),
        federated=parts().staff_trips is not None,
        next=wanted_path(attempt),
    )


@door.post("/sign-in/")
def enter() -> Response:
    """Let in who proves to be a clerk; each try counts."""
    if "clerk" in request.form:
        return _enter_demo(request.form["clerk"])
    typed = typed_fields()
    given = {name: next(iter(typed.get(name, [])), "") for name in EMPTY}
    problems = {name: EMPTY[name] for name, value in given.items() if not value.strip()}
    if problems:
        return _refused(typed, problems)
    try:
        let_in = parts().staff_door.sign_in(
            given["number"], given["password"], given["code"], machine_here()
        )
    except SignInProblem as problem:
        return _refused(typed, {"number": problem.words})
    return welcome(let_in, _wanted())


@door.post("/sign-out")
def leave() -> Response:
    """End the session at this machine; what was typed here is for nobody who comes next."""
    clerk = maybe_clerk()
    if clerk is not None:
        parts().staff_door.sign_out(request.cookies[COOKIE], clerk)
    response = make_response(redirect(url_for("desk_door.ask"), 303))
    response.delete_cookie(COOKIE)
    visitor = current_visitor()
    if visitor is not None and visitor.person is None:
        response.delete_cookie(VISITOR_COOKIE)
    return response


def welcome(let_in: LetIn, wanted: str) -> Response:
    """Go where the clerk wanted to go, under a new cookie."""
    at_desk = wanted.startswith("/desk/") and not wanted.startswith(url_for("desk_door.ask"))
    address = wanted if at_desk else url_for("desk_home.show")
    response = make_response(redirect(address, 303))
    set_private_cookie(response, COOKIE, let_in.token, int(DESK_DAY.total_seconds()))
    return response


def _wanted() -> str:
    return safe_path(request.form.get(NEXT, ""))


def machine_here() -> Machine:
    """Where the clerk is who signs in."""
    return Machine(request.remote_addr or "", system_here())


def _enter_demo(role: str) -> Response:
    if not parts().settings.demo or role not in {clerk.role for clerk in CLERKS}:
        abort(404)
    return welcome(parts().staff_door.sign_in_demo(Role(role), machine_here()), _wanted())


def _refused(typed: dict[str, list[str]], problems: dict[str, Words]) -> Response:
    kept = {name: values for name, values in typed.items() if name not in SECRETS}
    return send_back(url_for("desk_door.ask"), kept, problems)
