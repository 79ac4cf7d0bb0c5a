"""The accounts of clerks, kept by operators: open one, change roles, close, hand a setup sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response

from services.cases import DISTRICT_TIME
from services.cleaning.identity import read_id_number
from services.cleaning.text import read_line
from services.journey import AnswerProblem
from services.numbers import clean_typed, grouped
from services.qr import qr_picture
from services.staff.register import Refused, SetupSheet, read_number, read_roles
from services.staff.roles import Permission
from services.storage.clerks import Account, NewClerk
from services.words import Words, words
from webapp.addresses import absolute
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.desk.guard import clerk_here, need
from webapp.desk.names import ROLES
from webapp.rendering import render
from webapp.wiring import parts

T = TypeVar("T")
staff = Blueprint("staff", __name__, url_prefix="/desk/staff")
staff.before_request(need(Permission.STAFF))


@staff.get("/")
def listed() -> Response:
    """Every account, the active ones first."""
    return render("pages/desk/staff.html", accounts=parts().staff.listed(), roles=ROLES)


@staff.get("/new/")
def new() -> Response:
    """The form for a new account."""
    return render("pages/desk/staff_new.html", attempt=attempt_here(), roles=ROLES)


@staff.post("/new/")
def add() -> Response:
    """Open an account, and show its sheet."""
    typed = typed_fields()
    clerk, problems = _read(typed)
    if clerk is None:
        return send_back(url_for("staff.new"), typed, problems)
    try:
        return _show_sheet(parts().staff.add(clerk, clerk_here().actor))
    except Refused as refused:
        return send_back(url_for("staff.new"), typed, {"number": refused.words})


@staff.get("/<int:clerk_id>/")
def show(clerk_id: int) -> Response:
    """One account, and what can be changed about it."""
    account, attempt = _found(clerk_id), attempt_here()
    ticked = attempt.typed.get("roles") if attempt.problems else None
    return render(
        "pages/desk/staff_one.html",
        account=account,
        clerk=account.clerk,
        attempt=attempt,
        roles=ROLES,
        ticked=account.clerk.roles if ticked is None else ticked,
        own=account.clerk.id == clerk_here().id,
    )


@staff.post("/<int:clerk_id>/")
def set_roles(clerk_id: int) -> Response:
    """Give the ticked roles, no others."""
    _found(clerk_id)
    page, typed = url_for("staff.show", clerk_id=clerk_id), typed_fields()
    try:
        roles = read_roles(typed.get("roles", []))
        parts().staff.set_roles(clerk_id, roles, clerk_here().actor)
    except AnswerProblem as problem:
        return send_back(page, typed | {"roles": []}, {"roles": problem.words})
    except Refused as refused:
        return send_back(page, {}, notice=refused.words)
    return send_back(page, {}, notice=words("改好了。从下一次按键起就算数。"))


@staff.post("/<int:clerk_id>/close")
def close(clerk_id: int) -> Response:
    """Keep the clerk out from now on."""
    _found(clerk_id)
    page = url_for("staff.show", clerk_id=clerk_id)
    try:
        parts().staff.close(clerk_id, clerk_here().actor)
    except Refused as refused:
        return send_back(page, {}, notice=refused.words)
    return send_back(page, {}, notice=words("停用了。开着的页面也按不动了。"))


@staff.post("/<int:clerk_id>/sheet/")
def hand_sheet(clerk_id: int) -> Response:
    """A new sheet, to open a closed account again or after a phone was lost."""
    register, actor = parts().staff, clerk_here().actor
    give = register.hand_sheet if _found(clerk_id).active else register.reopen
    try:
        return _show_sheet(give(clerk_id, actor))
    except Refused as refused:
        return send_back(url_for("staff.show", clerk_id=clerk_id), {}, notice=refused.words)


@staff.get("/<int:clerk_id>/sheet/")
def sheet(clerk_id: int) -> Response:
    """The sheet to print and hand over; shown to who asked for it, and to nobody else."""
    account, attempt = _found(clerk_id), attempt_here()
    code = next(iter(attempt.typed.get("sheet", [])), "")
    if not code or account.setup_until is None:
        notice = words("开通单只给要它的那台机器看。要的话，请再给一张。")
        return send_back(url_for("staff.show", clerk_id=clerk_id), {}, notice=notice)
    address = absolute(url_for("desk_setup.ask"))
    return render(
        "pages/desk/staff_sheet.html",
        clerk=account.clerk,
        code=grouped(code),
        until=account.setup_until,
        address=address,
        picture=qr_picture(address),
        attempt=attempt,
    )


def _show_sheet(made: SetupSheet) -> Response:
    page = url_for("staff.sheet", clerk_id=made.clerk.id)
    return send_back(page, {"sheet": [made.code]})


def _found(clerk_id: int) -> Account:
    account = parts().staff.find(clerk_id)
    if account is None:
        abort(404)
    return account


def _read(typed: dict[str, list[str]]) -> tuple[NewClerk | None, dict[str, Words]]:
    """What an account begins with; or what is wrong, by field."""
    problems: dict[str, Words] = {}

    def taken(field: str, read: Callable[[str], T]) -> T | None:
        try:
            return read(next(iter(typed.get(field, [])), ""))
        except AnswerProblem as problem:
            problems[field] = problem.words
            return None

    number, name = taken("number", read_number), taken("name", read_line)
    id_number = taken("id_number", _optional_id)
    roles = taken("roles", lambda _: read_roles(typed.get("roles", [])))
    if number is None or name is None or roles is None or problems:
        return None, problems
    return NewClerk(number, name, roles, id_number), problems


def _optional_id(typed: str) -> str | None:
    today = parts().clock.now().astimezone(DISTRICT_TIME).date()
    return read_id_number(typed, today) if clean_typed(typed) else None
