"""Home visits of the demo district: three neighbours wait for somebody on the next working day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from secrets import token_bytes
from typing import Any

from services.appointments.calendar import is_working_day
from services.cases import DISTRICT_TIME, open_case
from services.desk import todos
from services.desk.todos import Queue
from services.journey import Applicant, Submission
from services.storage import Work
from services.storage.cases import Case, CaseState
from services.storage.visits import NewVisit
from services.visits.planning import plan, plan_asked
from services.words import to_json, words

_WARD = "fengqiao-visitors"
_LENGTH = timedelta(hours=2)
_ASKED_AGO = timedelta(days=1)


@dataclass(frozen=True)
class _Neighbour:
    """An invented household that asks for a visit; ``hour`` None: at any time of the day."""

    given: Mapping[str, Any]
    letter: str
    service: str
    hour: time | None = None


_NEIGHBOURS = (
    _Neighbour(
        {
            "matter": "senior-allowance", "name": "赵桂芳", "phone": "19900000021",
            "address": "枫桥路 18 弄 2 号 301 室", "needs": ["wheelchair"],
            "contact-letters": "large",
        },
        "Y", "home-visit", time(9),
    ),
    _Neighbour(
        {
            "matter": "disability-card", "name": "孙德明", "phone": "19900000022",
            "address": "枫桥路 96 号 102 室", "needs": ["writing"], "contact-letters": "braille",
        },
        "Y", "home-visit", time(13, 30),
    ),
    _Neighbour(
        {
            "name": "吴秀英", "phone": "19900000023", "address": "枫桥路 20 号 5 室",
            "part-of-day": "any",
        },
        "S", "volunteer-visit",
    ),
)  # fmt: skip


def load_visits(work: Work, now: datetime) -> None:
    """Have somebody to visit on the next working day, unless there is."""
    day = todos.today(now)
    while not is_working_day(day):
        day += timedelta(days=1)
    begin = datetime.combine(day, time(), DISTRICT_TIME)
    if work.visits.between(begin, begin + timedelta(days=1), 1):
        return
    cases = [_ask(work, neighbour, day, now) for neighbour in _NEIGHBOURS]
    visitor = work.clerks.by_demo_key("visitor")
    todo = work.todos.find(Queue.VISITS, cases[0].reference)
    if visitor is not None and todo is not None:
        todos.take(work, todo.id, visitor.clerk.actor)


def _ask(work: Work, neighbour: _Neighbour, day: date, now: datetime) -> Case:
    given = {**neighbour.given, "day": day.isoformat()}
    nobody = Applicant(token_bytes(32))
    asked = Submission(nobody.owner.hex(), nobody, "standard", "zh-Hans")
    details = {"given": given, "answers": [[to_json(words("姓名")), [given["name"]]]]}
    if neighbour.hour is not None:
        slot = f"{_WARD}.visitors.{day.isoformat()}.{neighbour.hour:%H%M}"
        details["slot"] = slot
    asked_at = now - _ASKED_AGO
    case = open_case(
        work, asked_at, neighbour.letter, neighbour.service, asked, CaseState.OPEN, details
    )
    work.events.add(case.id, now, words("您送出了，我们收好了。"))
    if neighbour.hour is None:
        plan_asked(work, case, given, now)
    else:
        starts_at = datetime.combine(day, neighbour.hour, DISTRICT_TIME)
        visit = NewVisit(case.id, case.service, _WARD, starts_at, starts_at + _LENGTH, exact=True)
        plan(work, case, visit, now)
    return case
