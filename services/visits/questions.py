"""What a visitor is asked about a visit, on the page and without a network; and the day anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from services.cleaning.text import read_text
from services.journey import AnswerProblem, Answers, Journey, Kind, Option, Question
from services.requests.bank import DAY, PART_OF_DAY
from services.requests.choosing import choose_one, one_of, show_chosen
from services.requests.typing_in import shown_lines, typed_by
from services.storage.people import Person
from services.storage.visits import Visit, VisitState
from services.words import words


class Outcome(StrEnum):
    """What came of a visit."""

    DONE = "done"
    CARRIED = "carried"
    AGAIN = "again"
    MISSED = "missed"
    DECLINED = "declined"
    HANDED = "handed"  # what was carried away has been handed in


class Consent(StrEnum):
    """How the resident agreed to what was read out."""

    SPOKEN = "spoken"
    SIGNED = "signed"
    NONE = "none"


@dataclass(frozen=True)
class Asking:
    """What the questions look at: whether the visitor carries papers back, and the day."""

    carried: bool
    today: date
    person: Person | None = None

    @classmethod
    def about(cls, visit: Visit, today: date) -> Asking:
        """For a visit as it stands."""
        return cls(visit.state is VisitState.CARRIED, today)


_AGAIN = Option(Outcome.AGAIN, words("还缺东西，要再来一次"), words("缺什么写在下面，居民会看到"))
OUTCOMES = (
    Option(Outcome.DONE, words("当场办好了")),
    Option(Outcome.CARRIED, words("材料收好了，带回去接着办")),
    _AGAIN,
    Option(Outcome.MISSED, words("家里没有人")),
    Option(Outcome.DECLINED, words("居民不办了")),
)
_BACK = (Option(Outcome.HANDED, words("收来的材料交到窗口了")), _AGAIN)
CONSENTS = (
    Option(Consent.SPOKEN, words("念给居民听了，居民说“同意”")),
    Option(Consent.SIGNED, words("居民签了字")),
    Option(Consent.NONE, words("没有问：没见到人，或者居民不办了")),
)
OUTCOME_LABELS = {option.value: option.label for option in (*OUTCOMES, *_BACK)}
CONSENT_LABELS = {option.value: option.label for option in CONSENTS}
# Nothing is done and nothing taken along without a yes.
_NEED_CONSENT = (Outcome.DONE, Outcome.CARRIED)


def _outcomes(context: Asking, answers: Answers) -> Sequence[Option]:
    return _BACK if context.carried else OUTCOMES


def _take_consent(raw: list[str], context: Any, answers: Answers) -> str:
    value = str(choose_one(CONSENTS, words("请选居民同意了没有。"))(raw, context, answers))
    if value == Consent.NONE and answers.get("outcome") in _NEED_CONSENT:
        raise AnswerProblem(
            words("办事、收材料，都要先有居民的同意。没有同意，请把上面改成“居民不办了”。")
        )
    return value


REPORT = Journey(
    (
        one_of(
            "outcome",
            "report",
            words("这一趟怎么样？"),
            words("这一趟"),
            _outcomes,
            words("请选这一趟怎么样。"),
        ),
        Question(
            slug="consent",
            section="report",
            kind=Kind.CHOICE,
            label=words("居民同意了吗？"),
            name=words("居民同意"),
            hint=words("先念“念给居民听的话”，再选。"),
            options=lambda context, answers: CONSENTS,
            applies=lambda context, answers: not context.carried,
            clean=_take_consent,
            show=show_chosen(CONSENTS),
        ),
        Question(
            slug="missing",
            section="report",
            kind=Kind.LONG,
            label=words("还缺什么？"),
            name=words("还缺的东西"),
            hint=words("一次写全。居民会看到。"),
            example=lambda context: "户口簿首页的照片",
            clean=typed_by(read_text),
            show=shown_lines,
            applies=lambda context, answers: answers.get("outcome") == Outcome.AGAIN,
            revealed_by="outcome",
        ),
        Question(
            slug="note",
            section="report",
            kind=Kind.LONG,
            label=words("还要记下什么？"),
            name=words("记下的话"),
            hint=words("写给同事看的。和办事没有关系的，不要写。"),
            example=lambda context: "按门铃听不见，请打电话。",
            clean=typed_by(read_text),
            show=shown_lines,
            optional=True,
        ),
    )
)
AGREED_ANEW = Journey((DAY, PART_OF_DAY))
