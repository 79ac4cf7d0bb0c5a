"""The demo's board: two questions answered, one that a department has, one nobody has looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Any

from services.appointments.calendar import after_working_days
from services.board.asking import district_day, todo_name
from services.board.reading import words_of
from services.board.topics import DEPARTMENTS, LOOKED_AT_WITHIN, TOPICS, WISHES
from services.desk.todos import Queue, put
from services.storage import Work
from services.storage.board import NewPost, PostState
from services.words import words


@dataclass(frozen=True)
class _Neighbour:
    """An invented resident's words some days ago; ``answer`` is empty where there is none yet."""

    wish: str
    topic: str
    days_ago: int
    said: str
    answer: str = ""
    seen: bool = True


_NEIGHBOURS = (
    _Neighbour(
        "question",
        "utilities",
        9,
        "电费单上写着“第二档”，是什么意思？我们用得不多，怎么变贵了？",
        "电价分三档，一年从一月算起。用到第二档的那部分，每度贵 5 分钱。"
        "账单上写着今年用了多少。想看每个月的，登录以后打开“交电费”。",
    ),
    _Neighbour(
        "suggestion",
        "street",
        20,
        "菜场门口的台阶太高，坐轮椅的进不去，能不能修一条坡道？",
        "看过了。坡道已经排上，12 月 10 日前修好。修好以前，东门有人帮忙抬，按一下门铃就行。",
    ),
    _Neighbour("question", "care", 3, "老伴出院了，请人上门量血压要提前几天约？"),
    _Neighbour("suggestion", "site", 0, "希望大厅的机器声音再大一点，老年人听不清。", seen=False),
)


def load_board(work: Work, now: datetime) -> None:
    """Have something to read, to answer and to look at, unless there is."""
    # Posts are hidden or taken back, never deleted: the first one tells.
    if work.board.find(1) is not None:
        return
    for neighbour in _NEIGHBOURS:
        _write(work, neighbour, now - timedelta(days=neighbour.days_ago), now)


def _write(work: Work, neighbour: _Neighbour, asked: datetime, now: datetime) -> None:
    department = TOPICS[neighbour.topic].department
    days = WISHES[neighbour.wish].working_days
    due = after_working_days(district_day(asked), days)
    post = NewPost(
        token_bytes(32), None, neighbour.wish, neighbour.topic, department, True, "zh-Hans", due,
        neighbour.said,
    )  # fmt: skip
    number = work.board.add(post, asked)
    if not neighbour.seen:
        soon = after_working_days(district_day(asked), LOOKED_AT_WITHIN)
        said = words("看看这条留言，交给人回答")
        put(work, Queue.BOARD, todo_name(number), said, soon, now)
        return
    state = PostState.ANSWERED if neighbour.answer else PostState.OPEN
    values: dict[str, Any] = {"state": state.value, "shown": True}
    if neighbour.answer:
        values |= {"answer": neighbour.answer, "answered_at": asked + timedelta(days=2)}
    else:
        said = words("由%(department)s回答留言", department=DEPARTMENTS[department])
        put(work, Queue.BOARD, todo_name(number), said, due, now)
    work.board.change(number, 1, values)
    work.public_board.index(number, words_of(f"{neighbour.said} {neighbour.answer}"))
