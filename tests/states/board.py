"""The board, the word of the day and letters, as residents and clerks see them."""

from __future__ import annotations

from services.words import words
from tests.board import SAID, answered, posts, writes
from tests.clerks import opens_at_desk
from tests.residents import Resident
from tests.states.state import Heading, Reach, State, opens
from webapp.locales import LOCALES, say

BOARD, MINE, WORD = words("留言板"), words("我写的留言"), words("今天的暗号")
POST = words("把消息寄到家里")
WRITE = (words("写留言"), words("您想做什么？"), words("是哪方面的事？"), words("请写下来"))
LOOK = words("请看一遍，对不对")


def _numbered() -> Heading:
    """A post is headed by its number, the one after those of the demo."""
    return lambda language: say(words("第 %(n)s 条留言", n=5), LOCALES[language])


def _writes_nothing(resident: Resident) -> None:
    resident.client.get("/board/ask/")
    resident.client.submit({}, form="form[data-board]")


def _sent(resident: Resident) -> None:
    posts(resident, f"{SAID} 我的手机 138 0013 8000。")


def _mine(resident: Resident) -> None:
    _sent(resident)
    resident.client.get("/board/mine/")


def _answered(resident: Resident) -> None:
    number = answered(resident.client.http.application, resident)
    resident.client.get(f"/board/{number}/")


def _at_desk(*, with_answer: bool = False, refused: bool = False) -> Reach:
    def reach(resident: Resident) -> None:
        app = resident.client.http.application
        number = answered(app, resident) if with_answer else posts(resident)
        opens_at_desk(resident.client, f"/desk/board/{number}/", "editor")
        if refused:
            resident.client.submit({}, form="form[data-refuse]")

    return reach


def _no_address(resident: Resident) -> None:
    resident.signs_in("blind").client.get("/settings/contact/post/")
    resident.client.submit({"contact-post": "家"}, form="form[data-post]")


STATES: tuple[State, ...] = (
    State("word", opens("/word/"), (WORD,)),
    State("word-own", lambda r: r.signs_in("elder").client.get("/word/"), (WORD,)),
    State("board", opens("/board/"), (BOARD,)),
    State("board-ask", opens("/board/ask/"), WRITE),
    State("board-ask-error", _writes_nothing, WRITE),
    State("board-check", lambda r: writes(r), (LOOK,)),
    State("board-sent", _sent, (_numbered(),)),
    State("board-answered", _answered, (_numbered(),)),
    State("board-mine", _mine, (MINE,)),
    State("desk-board", lambda r: opens_at_desk(r.client, "/desk/board/", "editor"), (BOARD,)),
    State("desk-board-new", _at_desk(), (_numbered(),)),
    State("desk-board-error", _at_desk(refused=True), (_numbered(),)),
    State("desk-board-answered", _at_desk(with_answer=True), (_numbered(),)),
    State("post", lambda r: r.signs_in("elder").client.get("/settings/contact/post/"), (POST,)),
    State("post-error", _no_address, (POST,)),
)
