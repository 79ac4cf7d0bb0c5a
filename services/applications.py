"""Sends what was answered to an office, once, and says how the case stands: for every service."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from services.cases import is_mine, once_mark, open_case, shown_reference, trace
from services.catalogue import Entry
from services.clock import Clock
from services.contact import keep_contact
from services.deeds import Deed
from services.delivery import ask_for_parcels
from services.journey import (
    Answers,
    Applicant,
    Journey,
    Outcome,
    Submission,
    SubmissionRefused,
)
from services.offices import promise
from services.progress import ACCEPTED, MORE, UNDO, parcel_key, standing
from services.receipts import CaseLink, Fact, Receipt, Tone
from services.storage import Database, Work
from services.storage.cases import Case, CaseState
from services.storage.deliveries import Direction
from services.storage.errors import Conflict
from services.storage.outbox import Task
from services.words import Words, from_json, to_json, words

# In a case's details: the ID number of the person it is for, or None where that is not asked.
WHOSE = "whose"
InTheSameTransaction = Callable[[Work, Case], None]
# How far an open one is, by its note.
_OPEN_HEADLINES = {
    ACCEPTED: words("已经收到，正在办"),
    MORE: words("还缺一些东西，请您补上"),
}
_HEADLINES = {
    CaseState.OPEN: words("已经送出，正在办"),
    CaseState.DONE: words("办好了"),
    CaseState.WITHDRAWN: words("已经撤回，没有办"),
    CaseState.CLOSED: words("这一次没有办成"),
}
# What may still be taken back: also what was decided at once.
_LIVE = (CaseState.OPEN, CaseState.DONE)
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


def _headline(case: Case) -> Words:
    if case.state is CaseState.OPEN and case.note in _OPEN_HEADLINES:
        return _OPEN_HEADLINES[case.note]
    return _HEADLINES.get(case.state, _HEADLINES[CaseState.CLOSED])


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
        to_office: bool = True,
    ) -> Outcome:
        """Open the case, and do what ``opening`` does in the same transaction.

        ``to_office`` hands it to an office once it can't be taken back; a booking needs none. What
        was answered about parcels and being reached is seen to. A second press leads to the first
        one's case. Raises SubmissionRefused, nothing kept: one_at_a_time, or by ``opening``.
        """
        now = self._clock.now()
        details = {
            "answers": answered(journey, context, answers),
            WHOSE: answers.get("id-number"),
            **(extra or {}),
        }
        if to_office:
            details |= promise(entry, now)
        letter = entry.particulars.letter
        try:
            with self._db.write() as work:
                again = self._sent_before(work, entry.slug, submission)
                if again is not None:
                    return again
                self._refuse_second(work, entry, submission.applicant, details[WHOSE])
                case = open_case(work, now, letter, entry.slug, submission, state, details)
                if submission.applicant.deputy is None:
                    work.events.add(case.id, now, words("您送出了，我们收好了。"))
                if opening is not None:
                    opening(work, case)
                if to_office and state is not CaseState.CLOSED:
                    work.outbox.add(Task.HAND_OVER, case.reference, now + UNDO)
                ask_for_parcels(work, case, answers, now)
                keep_contact(work, submission.applicant, answers, now)
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
        links: Sequence[CaseLink] = (),
    ) -> Receipt:
        """The receipt of an application: ``facts`` first, then what was answered."""
        stands = standing(case, self._clock.now())
        return Receipt(
            reference=shown_reference(case.reference),
            headline=headline or _headline(case),
            tone=tone or _TONES.get(case.state, Tone.OVER),
            facts=(*facts, *answer_facts(case), Fact(words("办理时间"), case.opened_at)),
            notes=tuple(notes),
            undo=undo or words("撤回这次申请"),
            undo_question=undo_question or words("要撤回这次申请吗？"),
            undo_note=undo_note or words("撤回以后就不办了。以后想办，可以再来。"),
            undo_until=undo_until or self._undo_until(case),
            next=next_step or stands.next,
            holder=stands.holder,
            due=stands.due,
            links=tuple(links),
        )

    def withdraw(
        self,
        case: Case,
        applicant: Applicant,
        also: InTheSameTransaction | None = None,
        *,
        until: datetime | None = None,
    ) -> None:
        """Take it back; ``also`` undoes in the same transaction what ``opening`` did.

        ``until`` is when it is too late, by default UNDO after it was sent. Raises
        SubmissionRefused then, and for somebody else's case. One that is over stays as it is.
        """
        if not is_mine(case, applicant):
            raise SubmissionRefused(words("没有找到这件事。"))
        with self._db.write() as work:
            now = self._clock.now()
            kept = work.cases.held(case.id)
            if kept.state not in _LIVE:
                return
            last = until or case.opened_at + UNDO
            handed = until is None and not self._stop_hand_over(work, kept)
            if now >= last or handed:
                raise SubmissionRefused(
                    words(
                        "已经过了 %(time)s，不能撤回了。要改要停，请打 12345 找人帮忙。", time=last
                    )
                )
            work.cases.change(case.id, CaseState.WITHDRAWN, now)
            work.events.add(case.id, now, words("您撤回了，不办了。"))
            trace(work, applicant.actor, Deed.CASE_WITHDRAWN, case, now)
            if also is not None:
                also(work, kept)

    def too_late(self, case: Case) -> bool:
        """Whether the time to take it back is over."""
        return self._clock.now() >= case.opened_at + UNDO

    def _undo_until(self, case: Case) -> datetime | None:
        live = case.state in _LIVE and not self.too_late(case)
        return case.opened_at + UNDO if live else None

    @staticmethod
    def _stop_hand_over(work: Work, case: Case) -> bool:
        """Keep a case from its office; False when the office has it or is just getting it."""
        work.outbox.cancel(Task.PARCEL, parcel_key(case, Direction.FETCH))
        known = work.outbox.state_of(Task.HAND_OVER, case.reference)
        return known is None or work.outbox.cancel(Task.HAND_OVER, case.reference)

    def _sent_before(self, work: Work, slug: str, submission: Submission) -> Outcome | None:
        mark = once_mark(slug, submission.applicant.owner, submission.once)
        case = work.cases.by_once(mark)
        return None if case is None else Outcome(case.reference)

    def _refuse_second(
        self, work: Work, entry: Entry, applicant: Applicant, whose: str | None
    ) -> None:
        """One application at a time for each person; one resident may apply for several."""
        if not entry.particulars.one_at_a_time:
            return
        # Two windows at the same moment: the second waits here, and then sees the first one's.
        work.cases.one_by_one(applicant.owner, entry.slug)
        by = applicant
        for known in work.cases.with_state(by.owner, by.person_id, entry.slug, CaseState.OPEN):
            if known.details.get(WHOSE) == whose:
                raise SubmissionRefused(
                    words(
                        "这件事您已经申请过了，正在办，凭证号 %(reference)s。不用再交一次。",
                        reference=shown_reference(known.reference),
                    )
                )
