"""What was done and looked at, by whom: for whoever answers for the others."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, request
from werkzeug.wrappers import Response

from services.audit import Sought
from services.cases import read_reference
from services.cleaning.days import read_any_day
from services.journey import AnswerProblem
from services.staff.roles import Permission
from services.words import Words, words
from webapp.attempts import Attempt
from webapp.desk.guard import clerk_here, need
from webapp.formatting import district_time
from webapp.looked.lines import LARGEST_ID, ON_A_PAGE
from webapp.looked.words import service_words
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.wiring import parts

LONGEST = 40
FIELDS = ("case", "clerk", "day")
desk_trail = Blueprint("desk_trail", __name__, url_prefix="/desk/trail")
desk_trail.before_request(need(Permission.TRAIL))


@desk_trail.get("/")
def show() -> Response:
    """A page of the trail, and whether it was found whole."""
    typed = {name: request.args.get(name, "").strip()[:LONGEST] for name in FIELDS}
    sought, problems = _sought(typed)
    before = request.args.get("before", type=int)
    if before is not None and not 0 < before <= LARGEST_ID:
        before = None
    size = viewing().mode.max_choices or ON_A_PAGE
    page = None if problems else parts().audit.page(sought, size, clerk_here(), before)
    return render(
        "pages/desk/trail.html",
        page=page,
        attempt=Attempt({name: [value] for name, value in typed.items()}, problems),
        checked=parts().audit.last_check(),
        service_words=service_words,
    )


def _sought(typed: dict[str, str]) -> tuple[Sought, dict[str, Words]]:
    """What is asked for, and what can't be understood by field."""
    problems: dict[str, Words] = {}
    reference = read_reference(typed["case"]) if typed["case"] else None
    if typed["case"] and reference is None:
        problems["case"] = words("凭证号是 1 个字母和 14 位数字。请照着凭证再填一次。")
    day: date | None = None
    if typed["day"]:
        try:
            day = read_any_day(typed["day"], district_time(parts().clock.now()).date())
        except AnswerProblem as problem:
            problems["day"] = problem.words
    return Sought(reference, typed["clerk"], day), problems
