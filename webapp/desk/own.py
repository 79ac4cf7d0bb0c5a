"""A clerk's own account: who they are here, a new password, the city's identity."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from services.journey import AnswerProblem
from services.people import SignInProblem
from services.staff.setting_up import SHORTEST
from services.words import Words, words
from webapp.attempts import attempt_here, send_back
from webapp.desk.guard import clerk_here, need_clerk
from webapp.desk.names import ROLES
from webapp.rendering import render
from webapp.wiring import parts

own = Blueprint("desk_own", __name__, url_prefix="/desk/own")
own.before_request(need_clerk)


@own.get("/")
def show() -> Response:
    """The clerk's roles, and what they can change themselves."""
    clerk = clerk_here()
    return render(
        "pages/desk/own.html",
        attempt=attempt_here(),
        clerk=clerk,
        account=parts().staff.find(clerk.id),
        roles=ROLES,
        shortest=SHORTEST,
        linkable=parts().staff_trips is not None,
    )


@own.post("/")
def change_password() -> Response:
    """Change the password; the clerk signs in anew with it."""
    clerk, form = clerk_here(), request.form
    try:
        parts().setting_up.change(
            clerk, form.get("present", ""), form.get("password", ""), form.get("code", "")
        )
    except AnswerProblem as problem:
        return _refused({"password": problem.words})
    except SignInProblem as problem:
        return _refused({"present": problem.words})
    notice = words("密码改好了。等手机上换了下一个 6 位码，用新密码登录。")
    return send_back(url_for("desk_door.ask"), {"number": [clerk.number]}, notice=notice)


def _refused(problems: dict[str, Words]) -> Response:
    return send_back(url_for("desk_own.show"), {}, problems)
