"""The board at the desk: a post taken or refused, passed on, answered, put into a guide."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from services.board.answering import PostRefused
from services.staff.accounts import Clerk
from services.staff.roles import Permission
from services.storage.board import PostState
from services.words import Words, words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.board.reading import LARGEST_ID
from webapp.board.shown import TABLES, standing
from webapp.desk.guard import clerk_here, need
from webapp.rendering import render
from webapp.wiring import parts

desk_board = Blueprint("desk_board", __name__, url_prefix="/desk/board")
desk_board.before_request(need(Permission.BOARD_ANSWER))
moderating = Blueprint("desk_moderating", __name__, url_prefix="/desk/board")
moderating.before_request(need(Permission.BOARD_MODERATE))

SHELVES = {
    PostState.WAITING: words("还没有看过的"),
    PostState.OPEN: words("等回答的"),
    PostState.ANSWERED: words("回答了的"),
}
Act = Callable[[Clerk, int, dict[str, str]], None]


@desk_board.get("/")
def listed() -> Response:
    """What is to be looked at, what to be answered, what was answered; the first due first."""
    desk = parts().board.desk
    shelves = [(name, desk.listed(state)) for state, name in SHELVES.items()]
    return render("pages/desk/board.html", shelves=shelves, standing=standing, **TABLES)


@desk_board.get("/<int:number>/")
def show(number: int) -> Response:
    """One post, and what this clerk may do about it."""
    clerk = clerk_here()
    found = parts().board.desk.open(number, clerk) if number <= LARGEST_ID else None
    if found is None:
        abort(404)
    post, common = found
    return render(
        "pages/desk/board_post.html",
        post=post,
        common=common,
        standing=standing(post),
        may_moderate=clerk.may(Permission.BOARD_MODERATE),
        entries=parts().catalogue.entries,
        attempt=attempt_here(),
        **TABLES,
    )


@moderating.post("/<int:number>/accept")
def accept(number: int) -> Response:
    """Give it to a department, and show it or not; also later on."""

    def act(clerk: Clerk, version: int, typed: dict[str, str]) -> None:
        if typed.get("seen-by") not in ("everybody", "only-me"):
            raise PostRefused(words("请选谁可以看。"), "seen-by")
        shown = typed["seen-by"] == "everybody"
        department = typed.get("department", "")
        parts().board.desk.accept(number, version, clerk, department, shown=shown)

    return _done(number, act, words("存好了。交给谁、哪天以前回答，写的人会收到消息。"))


@moderating.post("/<int:number>/refuse")
def refuse(number: int) -> Response:
    """Do not take it, with a reason that its author reads."""

    def act(clerk: Clerk, version: int, typed: dict[str, str]) -> None:
        parts().board.desk.refuse(number, version, clerk, typed.get("reason", ""))

    return _done(number, act, words("没有收下。写的人会看到原因。"))


@desk_board.post("/<int:number>/answer")
def answer(number: int) -> Response:
    """The answer, in place of the one before."""

    def act(clerk: Clerk, version: int, typed: dict[str, str]) -> None:
        parts().board.desk.answer(number, version, clerk, typed.get("answer", ""))

    return _done(number, act, words("回答送出了。写的人会收到消息。"))


@desk_board.post("/<int:number>/common")
def make_common(number: int) -> Response:
    """Among the common questions of a guide."""

    def act(clerk: Clerk, _version: int, typed: dict[str, str]) -> None:
        service = typed.get("service", "")
        if parts().catalogue.entry(service) is None:
            raise PostRefused(words("请选放进哪一份办事指南。"), "service")
        asked, answered = typed.get("ask", ""), typed.get("common-answer", "")
        parts().board.desk.make_common(number, clerk, service, asked, answered)

    return _done(number, act, words("放进办事指南了。一个小时内，大家都能看到。"))


@desk_board.post("/<int:number>/uncommon")
def drop_common(number: int) -> Response:
    """Out of the guide again."""

    def act(clerk: Clerk, _version: int, _typed: dict[str, str]) -> None:
        parts().board.desk.drop_common(number, clerk)

    return _done(number, act, words("从办事指南里拿掉了。"))


def _done(number: int, act: Act, said: Words) -> Response:
    """Do it to the version of the post that the clerk saw; back to its page then."""
    if number > LARGEST_ID:
        abort(404)
    page, typed = url_for("desk_board.show", number=number), typed_fields()
    version = request.form.get("version", 0, type=int)
    try:
        act(clerk_here(), version, {name: given[0] for name, given in typed.items() if given})
    except PostRefused as refused:
        if refused.field:
            return send_back(page, typed, {refused.field: refused.words})
        return send_back(page, typed, notice=refused.words)
    return send_back(page, {}, notice=said)
