"""The demo's desk: a case to decide, one late, one that waits for its resident, one disliked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_bytes
from typing import Any

from services.appointments.calendar import is_working_day
from services.cases import open_case
from services.catalogue import Entry, load_catalogue
from services.desk.todos import Queue
from services.journey import Applicant, Submission
from services.offices import holder_of, promise
from services.progress import accept, ask_for_more, finish
from services.ratings import keep_opinion
from services.storage import Work
from services.storage.cases import Case, CaseState
from services.storage.todos import Chosen
from services.subsidies.decisions import decide
from services.subsidies.facts import Facts
from services.subsidies.kept import to_case
from services.subsidies.service import DECISION
from services.words import Words, to_json, words

_NAME, _BORN, _NEED = words("姓名"), words("出生日期"), words("需要什么")


@dataclass(frozen=True)
class _Neighbour:
    """An invented resident who sent something some working days ago."""

    service: str
    days_ago: int
    answers: tuple[tuple[Words, Words | str], ...]
    facts: Facts | None = None


_YOUNG = _Neighbour(
    "senior-allowance",
    2,
    ((_NAME, "何桂兰"), (_BORN, words("%(day)s", day=date(1963, 5, 2)))),
    Facts(born=date(1963, 5, 2)),
)
_LATE = _Neighbour(
    "disability-living-allowance",
    24,
    ((_NAME, "冯志强"), (_BORN, words("%(day)s", day=date(1970, 9, 18)))),
    Facts(born=date(1970, 9, 18), certificate=True, kind="limb", grade=2),
)
_WAITING = _Neighbour("day-care", 3, ((_NAME, "周建平"), (_NEED, "每周三天，轮椅接送")))
_DISLIKED = _Neighbour("day-care", 6, ((_NAME, "许美珍"), (_NEED, "中午吃饭，下午活动")))


def load_desk(work: Work, now: datetime) -> None:
    """Have something to decide and something to answer for, unless there is."""
    if work.todos.page(Queue.CASES, 1, Chosen()):
        return
    _sent(work, _YOUNG, now)
    _sent(work, _LATE, now)
    waiting = _sent(work, _WAITING, now)
    ask_for_more(work, waiting, now, words("请补一张轮椅的照片，看得清宽度就行。"))
    disliked = _sent(work, _DISLIKED, now)
    finish(work, disliked, now)
    ways = {"by": "helper", "letters": "large", "helper": "19900000032"}
    work.contacts.keep(disliked.owner, ways, now)
    keep_opinion(work, disliked, 1, 2, now)
    work.ratings.explain(disliked.id, 1, ["slow"], "等了一个星期，没有人告诉我排到哪里了。")


def _sent(work: Work, neighbour: _Neighbour, now: datetime) -> Case:
    """Their case, as the office has it."""
    entry = load_catalogue().entry(neighbour.service)
    assert entry is not None  # these services come with the house
    at = _working_days_before(now, neighbour.days_ago)
    nobody = Applicant(token_bytes(32))
    asked = Submission(nobody.owner.hex(), nobody, "standard", "zh-Hans")
    letter, state = entry.particulars.letter, CaseState.OPEN
    details = _details(entry, neighbour, at)
    case = open_case(work, at, letter, neighbour.service, asked, state, details)
    work.events.add(case.id, at, words("您送出了，我们收好了。"))
    accept(work, case, at, words("%(holder)s（演示）", holder=holder_of(entry)))
    return work.cases.by_id(case.id)


def _details(entry: Entry, neighbour: _Neighbour, at: datetime) -> dict[str, Any]:
    answers = [
        [to_json(name), [said if isinstance(said, str) else to_json(said)]]
        for name, said in neighbour.answers
    ]
    details: dict[str, Any] = {"answers": answers, **promise(entry, at)}
    if neighbour.facts is not None:
        decision = decide(neighbour.service, neighbour.facts, at.date())
        details[DECISION] = to_case(decision, neighbour.facts)
    return details


def _working_days_before(now: datetime, count: int) -> datetime:
    at = now
    while count:
        at -= timedelta(days=1)
        count -= is_working_day(at.date())
    return at
