"""What a clerk is asked about a case: which step, and what the resident is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.cleaning.text import read_text
from services.desk.casework import Move
from services.journey import NOT_FILLED, Answers, Journey, Kind, Option, Question
from services.requests.choosing import one_of
from services.requests.typing_in import first, shown_lines
from services.words import words

# What the resident must hear in the clerk's own words.
_TOLD = (Move.MORE, Move.REFUSE)
_OPTIONS = {
    Move.ACCEPT: Option(Move.ACCEPT, words("收下来"), words("居民会看到：已经收到，正在办。")),
    Move.FINISH: Option(
        Move.FINISH, words("办好了"), words("想多说一句，就写在下面；不写也可以。")
    ),
    Move.MORE: Option(
        Move.MORE, words("还缺东西"), words("一次说全：缺什么，怎么补。等居民的时候不算日子。")
    ),
    Move.REFUSE: Option(Move.REFUSE, words("这次办不成"), words("写明为什么，居民还能怎么办。")),
    Move.SUPPLIED: Option(Move.SUPPLIED, words("缺的补齐了"), words("接着办，等的日子往后顺延。")),
    Move.CARRIED_OUT: Option(
        Move.CARRIED_OUT, words("照结果办好了"), words("钱或者东西已经给到居民。")
    ),
}


def _offered(moves: Sequence[Move], answers: Answers) -> list[Option]:
    return [_OPTIONS[move] for move in moves]


def _said(raw: list[str], moves: Sequence[Move], answers: Answers) -> Any:
    if not first(raw).strip() and answers.get("move") not in _TOLD:
        return NOT_FILLED
    return read_text(first(raw))


MOVE = one_of(
    "move",
    "move",
    words("下一步怎么办？"),
    words("下一步"),
    _offered,
    words("请选一步：办好了，还是缺东西，还是办不成。"),
)
SAID = Question(
    slug="said",
    section="move",
    kind=Kind.LONG,
    label=words("告诉居民什么？"),
    name=words("写给居民的话"),
    hint=words("居民会一字不差地看到。请写短句、平常话，最多 500 个字。"),
    example=lambda context: "请补一张残疾人证的照片，带原件到窗口也可以。",
    clean=_said,
    show=shown_lines,
)
# The questions of the page; their context are the steps that may be taken.
STEP = Journey((MOVE, SAID))
EVERY_MOVE = tuple(Move)
