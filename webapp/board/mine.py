"""What I wrote to the board, and taking it back."""

from __future__ import annotations

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response

from services.board.asking import DRAFT
from services.words import words
from webapp.attempts import attempt_here, send_back
from webapp.board.reading import LARGEST_ID
from webapp.board.shown import TABLES, standing
from webapp.rendering import render
from webapp.visitors import current_visitor, ensure_visitor
from webapp.wiring import parts

mine = Blueprint("board_mine", __name__, url_prefix="/board")


@mine.get("/mine/")
def listed() -> Response:
    """My posts, the newest first, and one that is half written."""
    visitor = current_visitor()
    key = visitor.key if visitor else None
    return render(
        "pages/board/mine.html",
        posts=parts().board.reader.mine(key) if key else [],
        begun=parts().drafts.find(key, DRAFT) if key else None,
        standing=standing,
        attempt=attempt_here(),
        **TABLES,
    )


@mine.post("/<int:number>/take-back")
def take_back(number: int) -> Response:
    """Nobody reads it any more."""
    visitor = ensure_visitor()
    name = visitor.person.name if visitor.person else ""
    taken = number <= LARGEST_ID and parts().board.reader.take_back(number, visitor.applicant, name)
    if not taken:
        abort(404)
    notice = words("收回了。别人看不到了，写的内容也删掉了。")
    return send_back(url_for("board_mine.listed"), {}, notice=notice)
