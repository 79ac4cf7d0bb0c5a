"""好差评: five levels, why, and a later second opinion; a bad one is followed up by a day.

Levels, 追评 and calling back after GB/T 39734-2020 and 国办发〔2019〕51号; the days are those that
provinces set (policy facts 4.2, P12): a call within 1 working day, mended within 15.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime

from services.appointments.calendar import after_working_days
from services.cases import trace
from services.cleaning.text import read_text
from services.clock import Clock
from services.deeds import Deed
from services.desk import todos
from services.desk.todos import Queue
from services.journey import NOT_FILLED, Answers, Applicant, Journey, Kind, Option, Question
from services.notices import tell
from services.progress import ACCEPTED, MORE
from services.requests.choosing import one_of, some_of
from services.requests.typing_in import shown_lines, typed_by
from services.storage import Database, Work
from services.storage.cases import Case, CaseState
from services.storage.errors import Conflict
from services.storage.ratings import Rating
from services.words import Words, words

CALL_WITHIN, MEND_WITHIN = 1, 15
ROUNDS = 2
# Notes of closed cases on which nobody has worked: never paid, moved to another case.
_CAME_TO_NOTHING = ("not_paid", "moved")
# This level and those below it are bad ones.
BAD = 2
LEVELS = (
    Option("5", words("非常满意")),
    Option("4", words("满意")),
    Option("3", words("基本满意")),
    Option("2", words("不满意")),
    Option("1", words("非常不满意")),
)
GOOD_REASONS = (
    Option("easy", words("好懂，好办")),
    Option("fast", words("办得快")),
    Option("kind", words("人很好")),
    Option("clear", words("说得清楚")),
    Option("home", words("不用跑腿")),
)
BAD_REASONS = (
    Option("hard", words("看不懂，不会用")),
    Option("slow", words("办得太慢")),
    Option("rude", words("态度不好")),
    Option("unclear", words("没说清楚")),
    Option("again", words("跑了好几趟")),
    Option("wrong", words("结果不对")),
)
NO_LEVEL = words("请选一个：满意，还是不满意。不想说也可以不评。")

LEVEL = one_of(
    "level",
    "level",
    words("这件事办得怎么样？"),
    words("您的评价"),
    LEVELS,
    NO_LEVEL,
    hint=words("评不评都可以。怎么评，都不影响您办事。"),
)
TEXT = Question(
    slug="text",
    section="why",
    kind=Kind.LONG,
    label=words("还有什么想说的？"),
    name=words("您说的话"),
    hint=words("可以不写。最多 500 个字。"),
    example=lambda context: "按钮很大，看得清楚。",
    clean=typed_by(read_text),
    show=shown_lines,
    optional=True,
)


def _why(label: Words, options: Sequence[Option]) -> Question:
    hint = words("可以选几个，也可以不选。")
    return some_of("reasons", "why", label, words("为什么"), options, hint=hint, optional=True)


WHY_GOOD = Journey((_why(words("哪里好？"), GOOD_REASONS), TEXT))
WHY_BAD = Journey((_why(words("哪里不好？"), BAD_REASONS), TEXT))


def can_rate(case: Case) -> bool:
    """Whether there is something to have an opinion on: an office has worked on the case."""
    if case.state is CaseState.OPEN:
        return case.note in (ACCEPTED, MORE)
    if case.state is CaseState.CLOSED:
        return case.note not in _CAME_TO_NOTHING
    return case.state in (CaseState.DONE, CaseState.RETURNED)


def why(rating: Rating) -> Journey:
    """What may be said beside this level."""
    return WHY_BAD if rating.level <= BAD else WHY_GOOD


def in_words(rating: Rating) -> list[tuple[Words, Sequence[Words | str]]]:
    """An opinion as lines: a name and what was said."""
    kept = {"reasons": list(rating.reasons) or NOT_FILLED, "text": rating.text}
    return [
        (LEVEL.name, LEVEL.said(str(rating.level), None, {})),
        *(
            (question.name, question.said(kept[question.slug], None, {}))
            for question in why(rating).questions
            if kept[question.slug] != NOT_FILLED
        ),
    ]


class RatingDesk:
    """Where opinions are given. Giving none is as good: nothing waits for it."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def of(self, case: Case) -> list[Rating]:
        """The opinions given so far, the first one first."""
        with self._db.read() as work:
            return work.ratings.of(case.id)

    def rate(self, case: Case, turn: int, level: str, applicant: Applicant) -> None:
        """Give the opinion of a round (1, then 2). Sent again, it stays as it was."""
        # Another press of the same button was first: its opinion stands.
        with suppress(Conflict), self._db.write() as work:
            if turn == len(work.ratings.of(case.id)) + 1 and turn <= ROUNDS:
                now = self._clock.now()
                keep_opinion(work, case, turn, int(level), now)
                trace(work, applicant.actor, Deed.CASE_RATED, case, now)

    def explain(self, case: Case, turn: int, answers: Answers) -> None:
        """Say why, beside the opinion of a round; either may be left out."""
        reasons = answers.get("reasons") or []
        with self._db.write() as work:
            work.ratings.explain(case.id, turn, reasons, answers.get("text", NOT_FILLED))


def keep_opinion(work: Work, case: Case, turn: int, level: int, now: datetime) -> None:
    """Keep a level in the caller's transaction; of a bad one say who answers it, and by when.

    Raises Conflict if this round has one.
    """
    if level > BAD:
        work.ratings.add(case.id, turn, level, now, None, None)
        return
    call_by, mend_by = follow_up_days(todos.today(now))
    work.ratings.add(case.id, turn, level, now, call_by, mend_by)
    said = words(
        "对不起，让您不满意了。%(call)s以前，工作人员会联系您；%(mend)s以前给您一个答复。",
        call=call_by,
        mend=mend_by,
    )
    work.events.add(case.id, now, said)
    tell(work, case, said, now)
    what = words("给居民打个电话，问问哪里不好")
    todos.put(work, Queue.RATINGS, case.reference, what, call_by, now, case.person_id)


def follow_up_days(today: date) -> tuple[date, date]:
    """By when a bad opinion is answered by a person, and by when it is mended."""
    return after_working_days(today, CALL_WITHIN), after_working_days(today, MEND_WITHIN)
