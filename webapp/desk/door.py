"""Who may decide at the desk: whoever knows its code, until clerks have accounts of their own."""

from __future__ import annotations

import base64
import hmac
import json
from datetime import datetime, timedelta

from flask import Blueprint, abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from services.cleaning.text import read_line
from services.journey import AnswerProblem
from services.limits import Rule
from services.people import TooOften
from services.storage.crypto import SealBroken, UnknownKey
from services.words import Words, words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.rendering import render
from webapp.settings import Settings, blamed_on
from webapp.visitors import current_visitor, ensure_visitor, set_private_cookie
from webapp.wiring import parts

door = Blueprint("door", __name__, url_prefix="/desk/door")

COOKIE = "desk"
PLACE = "cookie.desk"
SHORTEST_CODE = 8
OPEN_FOR = timedelta(hours=8)
TRIES = Rule("desk-code-by-address", times=10, minutes=10)
# In a demo without a code the desk is open, as every page there says 演示.
DEMO_CLERK = "演示"


def check_code(settings: Settings) -> None:
    """Raises WrongSettings for a code that is too short to be one."""
    with blamed_on("desk_code"):
        if 0 < len(settings.desk_code.get_secret_value()) < SHORTEST_CODE:
            raise ValueError(f"needs {SHORTEST_CODE} characters or more")


def clerk_here() -> str | None:
    """The name of who is at the desk; None where the code must be given first.

    Aborts with 404 where there is no desk: no code is set, and it is no demo.
    """
    code = _code()
    if not code and not parts().settings.demo:
        abort(404)
    return _name_on_pass(code) if code else DEMO_CLERK


def has_door() -> bool:
    """Whether a code is asked for, so that one can also leave."""
    return bool(_code())


def let_in() -> Response | None:
    """Before each page of the desk: to the door first, where somebody has not shown the code."""
    return redirect(url_for("door.ask"), 303) if clerk_here() is None else None


@door.get("/")
def ask() -> Response:
    """The form for name and code."""
    if clerk_here() is not None:
        return redirect(url_for("readings.listed"), 303)
    return render("pages/desk/door.html", attempt=attempt_here())


@door.post("/")
def enter() -> Response:
    """Let in who knows the code; each try counts."""
    if clerk_here() is not None:
        return redirect(url_for("readings.listed"), 303)
    typed = typed_fields()
    name, problems = _taken(typed)
    if problems:
        typed.pop("code", None)
        return send_back(url_for("door.ask"), typed, problems)
    response = make_response(redirect(url_for("readings.listed"), 303))
    set_private_cookie(response, COOKIE, _pass_for(name), int(OPEN_FOR.total_seconds()))
    return response


@door.post("/leave")
def leave() -> Response:
    """Close the desk in this browser."""
    response = redirect("/", 303)
    response.delete_cookie(COOKIE)
    return response


def _taken(typed: dict[str, list[str]]) -> tuple[str, dict[str, Words]]:
    """The clerk's name, and what is wrong by field."""
    name, problems = "", {}
    try:
        name = read_line(typed.get("name", [""])[0])
    except AnswerProblem as problem:
        problems["name"] = problem.words
    minutes = parts().limits.minutes_to_wait(TRIES, request.remote_addr or "")
    given = typed.get("code", [""])[0].strip()
    if minutes:
        problems["code"] = TooOften(minutes).words
    elif not hmac.compare_digest(given.encode(), _code().encode()):
        problems["code"] = words("口令不对。请再看一看，或者问问管理员。")
    return name, problems


def _code() -> str:
    return parts().settings.desk_code.get_secret_value()


def _pass_for(name: str) -> str:
    """A sealed note: who, until when, in which browser, by which code."""
    until = parts().clock.now() + OPEN_FOR
    said = [name, until.isoformat(), ensure_visitor().key.hex(), _code_mark(_code())]
    sealed = parts().db.keys.seal(json.dumps(said), PLACE)
    return base64.urlsafe_b64encode(sealed).decode()


def _name_on_pass(code: str) -> str | None:
    """The name on a note of ours that still counts for this browser and this code."""
    visitor = current_visitor()
    try:
        sealed = base64.urlsafe_b64decode(request.cookies.get(COOKIE, ""))
        name, until, key, mark = json.loads(parts().db.keys.open(sealed, PLACE))
    except (ValueError, SealBroken, UnknownKey):
        return None
    known = visitor is not None and key == visitor.key.hex() and mark == _code_mark(code)
    return name if known and datetime.fromisoformat(until) > parts().clock.now() else None


def _code_mark(code: str) -> str:
    return parts().db.keys.fingerprint("desk-code", code).hex()
