"""Sends what was answered to an office, once, and says how the case stands: for every service."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.cases import is_mine, once_mark, open_case, shown_reference
from services.catalogue import Entry
from services.clock import Clock
from services.journey import (
    Answers,
    Applicant,
    Journey,
    Outcome,
    Submission,
    SubmissionRefused,
)
from services.receipts import Fact, Receipt, Tone
from services.storage import Database, Work
from services.storage.cases import Case, CaseState
from services.storage.errors import Conflict
from services.words import Words, from_json, to_json, words

# Every application can be taken back this long, in every view.
UNDO = timedelta(minutes=10)

InTheSameTransaction = Callable[[Work, Case], None]
_HEADLINES = {
    CaseState.OPEN: words("已经送出，正在办"),
    CaseState.DONE: words("办好了"),
    CaseState.WITHDRAWN: words("已经撤回，没有办"),
    CaseState.CLOSED: words("这一次没有办成"),
}
_TONES = {CaseState.OPEN: Tone.OPEN, CaseState.DONE: Tone.DONE}


def answered(journey: Journey, context: Any, answers: Answers) -> list[Any]:
    """What was answered, as JSON: a name and its parts for each question on the path.

    A part is words, or a string that is the resident's data and is never translated.
    """
    return [
        [
            to_json(question.name),
            [
                part if isinstance(part, str) else to_json(part)
                for part in question.said(answers[question.slug], context, answers)
            ],
        ]
        for question in journey.path(context, answers)
    ]


def answer_facts(case: Case) -> list[Fact]:
    """The kept answers as lines of a receipt, one for each part."""
    return [
        Fact(from_json(name), part if isinstance(part, str) else from_json(part))
        for name, parts in case.details.get("answers", [])
        for part in parts
    ]


class ApplicationDesk:
    """Opens a case for an application, says how it stands, and takes it back."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def send(
        self,
        entry: Entry,
        journey: Journey,
        context: Any,
        answers: Answers,
        submission: Submission,
        *,
        extra: Mapping[str, Any] | None = None,
        opening: InTheSameTransaction | None = None,
        state: CaseState = CaseState.OPEN,
    ) -> Outcome:
        """Open the case, and do what ``opening`` does in the same transaction.

        A second press of the button leads to the first one's case. Raises SubmissionRefused when
        the service takes one at a time and one is open, or when ``opening`` raises it; then
        nothing is kept.
        """
        details = {"answers": answered(journey, context, answers), **(extra or {})}
        letter = entry.particulars.letter
        try:
            with self._db.write() as work:
                again = self._sent_before(work, entry.slug, submission)
                if again is not None:
                    return again
                self._refuse_second(work, entry, submission.applicant)
                now = self._clock.now()
                case = open_case(work, now, letter, entry.slug, submission, state, details)
                if opening is not None:
                    opening(work, case)
        except Conflict:
            with self._db.read() as work:
                again = self._sent_before(work, entry.slug, submission)
            if again is None:
                raise
            return again
        return Outcome(case.reference)

    def receipt(
        self,
        case: Case,
        *,
        headline: Words | None = None,
        tone: Tone | None = None,
        facts: Sequence[Fact] = (),
        notes: Sequence[Words] = (),
        undo_until: datetime | None = None,
        undo: Words | None = None,
        undo_question: Words | None = None,
        undo_note: Words | None = None,
        next_step: Words | None = None,
    ) -> Receipt:
        """The receipt of an application: ``facts`` first, then what was answered."""
        return Receipt(
            reference=shown_reference(case.reference),
            headline=headline or _HEADLINES.get(case.state, _HEADLINES[CaseState.CLOSED]),
            tone=tone or _TONES.get(case.state, Tone.OVER),
            facts=(*facts, *answer_facts(case), Fact(words("办理时间"), case.opened_at)),
            notes=tuple(notes),
            undo=undo or words("撤回这次申请"),
            undo_question=undo_question or words("要撤回这次申请吗？"),
            undo_note=undo_note or words("撤回以后就不办了。以后想办，可以再来。"),
            undo_until=undo_until or self._undo_until(case),
            next=next_step,
        )

    def withdraw(
        self, case: Case, applicant: Applicant, also: InTheSameTransaction | None = None
    ) -> None:
        """Take it back; ``also`` undoes in the same transaction what ``opening`` did.

        Raises SubmissionRefused for somebody else's case. One that is over stays as it is.
        """
        if not is_mine(case, applicant):
            raise SubmissionRefused(words("没有找到这件事。"))
        with self._db.write() as work:
            kept = work.cases.by_id(case.id)
            if kept.state is not CaseState.OPEN:
                return
            work.cases.change(case.id, CaseState.WITHDRAWN, self._clock.now())
            if also is not None:
                also(work, kept)

    def too_late(self, case: Case) -> bool:
        """Whether the time to take it back is over."""
        return self._clock.now() >= case.opened_at + UNDO

    def _undo_until(self, case: Case) -> datetime | None:
        open_still = case.state is CaseState.OPEN and not self.too_late(case)
        return case.opened_at + UNDO if open_still else None

    def _sent_before(self, work: Work, slug: str, submission: Submission) -> Outcome | None:
        mark = once_mark(slug, submission.applicant.owner, submission.once)
        case = work.cases.by_once(mark)
        return None if case is None else Outcome(case.reference)

    def _refuse_second(self, work: Work, entry: Entry, applicant: Applicant) -> None:
        if not entry.particulars.one_at_a_time:
            return
        known = work.cases.open_one(applicant.owner, applicant.person_id, entry.slug)
        if known is not None:
            raise SubmissionRefused(
                words(
                    "这件事您已经申请过了，正在办，凭证号 %(reference)s。不用再交一次。",
                    reference=shown_reference(known.reference),
                )
            )
