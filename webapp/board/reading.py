"""Reading the board: the list, by topic or by words; one question with its answer."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from services.board.reading import BoardPage
from services.board.topics import TOPICS
from webapp.attempts import attempt_here
from webapp.board.shown import TABLES, standing
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.visitors import current_visitor
from webapp.wiring import parts

board = Blueprint("board", __name__, url_prefix="/board")

ON_A_PAGE = 20
LONGEST_QUERY = 80
# The largest number that either database counts to.
LARGEST_ID = 2**63 - 1


@board.get("/")
def listed() -> Response:
    """What everybody may read, the newest first; of one topic, or with the words asked for."""
    query = " ".join(request.args.get("q", "").split())[:LONGEST_QUERY]
    query = "".join(sign for sign in query if sign.isprintable())
    topic = request.args.get("topic", "")
    topic = topic if topic in TOPICS else ""
    before = request.args.get("before", None, type=int)
    if before is not None and not 0 < before <= LARGEST_ID:
        abort(404)
    size = viewing().mode.max_choices or ON_A_PAGE
    if query:
        page = BoardPage(parts().board.reader.find(query, ON_A_PAGE), None)
    else:
        page = parts().board.reader.page(topic, before, size)
    return render(
        "pages/board/list.html",
        page=page,
        query=query,
        topic=topic,
        older=before is not None,
        standing=standing,
        **TABLES,
    )


@board.get("/<int:number>/")
def show(number: int) -> Response:
    """One question and its answer; a private one to its author only."""
    visitor = current_visitor()
    owner = visitor.key if visitor else None
    post = parts().board.reader.one(number, owner) if number <= LARGEST_ID else None
    if post is None:
        abort(404)
    return render(
        "pages/board/post.html",
        post=post,
        own=post.owner == owner,
        standing=standing(post),
        attempt=attempt_here(),
        **TABLES,
    )
