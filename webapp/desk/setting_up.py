"""A clerk opens their account: the code of the sheet, then a secret to scan and a password."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from services.journey import AnswerProblem
from services.numbers import grouped
from services.people import SignInProblem
from services.qr import qr_picture
from services.staff.proofs import app_address
from services.staff.setting_up import SETTING_UP, SHORTEST
from services.words import Words, words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.browsers import set_private_cookie
from webapp.rendering import render
from webapp.wiring import parts

setup = Blueprint("desk_setup", __name__, url_prefix="/desk/setup")

COOKIE = "desk_setup"
# As the clerk's app lists it, in every language.
SITE = "暖窗 Nuanchuang"


@setup.get("/")
def ask() -> Response:
    """The number and code of the sheet."""
    return render("pages/desk/setup.html", attempt=attempt_here())


@setup.post("/")
def begin() -> Response:
    """Take the sheet; each guess counts."""
    typed = typed_fields()
    given = {name: next(iter(typed.get(name, [])), "") for name in ("number", "sheet")}
    try:
        token = parts().setting_up.begin(given["number"], given["sheet"], request.remote_addr or "")
    except SignInProblem as problem:
        return send_back(url_for("desk_setup.ask"), typed, {"number": problem.words})
    response = make_response(redirect(url_for("desk_setup.choose"), 303))
    set_private_cookie(response, COOKIE, token, int(SETTING_UP.total_seconds()))
    return response


@setup.get("/password/")
def choose() -> Response:
    """What the clerk's app scans, and the fields for a password and the app's first code."""
    found = parts().setting_up.who(request.cookies.get(COOKIE, ""))
    if found is None:
        return _begin_again()
    clerk, secret = found
    return render(
        "pages/desk/setup_password.html",
        attempt=attempt_here(),
        clerk=clerk,
        secret=grouped(secret),
        picture=qr_picture(app_address(secret, clerk.number, SITE)),
        shortest=SHORTEST,
    )


@setup.post("/password/")
def finish() -> Response:
    """Open the account, and go on to signing in."""
    given = {name: request.form.get(name, "") for name in ("password", "code")}
    try:
        clerk = parts().setting_up.finish(
            request.cookies.get(COOKIE, ""), given["password"], given["code"]
        )
    except AnswerProblem as problem:
        return _refused({"password": problem.words})
    except SignInProblem as problem:
        return _refused({"code": problem.words})
    if clerk is None:
        return _begin_again()
    notice = words("账号开好了。等手机上换了下一个 6 位码，就可以登录了。")
    response = send_back(url_for("desk_door.ask"), {"number": [clerk.number]}, notice=notice)
    response.delete_cookie(COOKIE)
    return response


def _refused(problems: dict[str, Words]) -> Response:
    return send_back(url_for("desk_setup.choose"), {}, problems)


def _begin_again() -> Response:
    notice = words("开通的时间过了，或者已经开通了。没开通的话，请再填一次开通单上的码。")
    return send_back(url_for("desk_setup.ask"), {}, notice=notice)
