"""The allowances as services: what the rules can decide is decided when it is sent (秒批)."""

from __future__ import annotations

from functools import cached_property

from services.actors import ActorKind
from services.applications import WHOSE, ApplicationDesk
from services.cases import DISTRICT_TIME
from services.catalogue import Entry
from services.contact import contact_for
from services.journey import (
    Answers,
    Applicant,
    Journey,
    Outcome,
    Review,
    Submission,
    SubmissionRefused,
)
from services.kit import Kit
from services.receipts import Receipt
from services.storage import Work
from services.storage.cases import Case, CaseState
from services.storage.people import Person
from services.subsidies.context import AllowanceContext, Known, facts_of
from services.subsidies.decisions import Decision, Verdict
from services.subsidies.journeys import ANSWER, LOOK_AGAIN, application_journey, check_journey
from services.subsidies.kept import from_case, to_case
from services.subsidies.receipts import facts_in_words, headline, notes, stands, tone, what_came
from services.words import words

DECISION = "decision"
_STATES = {
    Verdict.GRANTED: CaseState.DONE,
    Verdict.REFUSED: CaseState.OPEN,
    Verdict.PERSON: CaseState.OPEN,
}


class AllowanceService:
    """One allowance; a Service for the runner, and a check for whoever only wants to know."""

    def __init__(self, entry: Entry, kit: Kit) -> None:
        self.slug = entry.slug
        self._entry = entry
        self._kit = kit
        self._desk = ApplicationDesk(kit.db, kit.clock)

    @cached_property
    def journey(self) -> Journey:
        """See Service."""
        return application_journey(self.slug)

    @cached_property
    def checking(self) -> Journey:
        """The questions of "can I get it"."""
        return check_journey(self.slug)

    def context(self, applicant: Applicant) -> AllowanceContext:
        """See Service."""
        today = self._kit.clock.now().astimezone(DISTRICT_TIME).date()
        with self._kit.db.read() as work:
            contact = contact_for(work, applicant)
            number = applicant.person_id
            person = None if number is None else work.people.find(number)
        deputy = applicant.deputy
        is_helper = deputy is not None and deputy.actor.kind is ActorKind.HELPER
        # What registers know of somebody's health and money is not for helpers to read.
        known = Known() if is_helper else self._known(person)
        return AllowanceContext(self.slug, today, person, contact, known)

    def check_context(self) -> AllowanceContext:
        """The context of the check: nobody's."""
        today = self._kit.clock.now().astimezone(DISTRICT_TIME).date()
        return AllowanceContext(self.slug, today, checking=True)

    def review(self, context: AllowanceContext, answers: Answers) -> Review:
        """See Service. The verdict is said before anything is sent."""
        decision = _decided(context, answers)
        said = [headline(decision)]
        if decision.verdict is Verdict.GRANTED:
            said.append(words("按下按钮，马上就批。"))
        elif decision.verdict is Verdict.PERSON:
            said.append(words("交上去以后，由工作人员看过再定。"))
        elif answers[LOOK_AGAIN] == ANSWER:
            said.append(words("按下按钮，给您一份写明理由的答复，不算申请。"))
            return Review(words("要这份答复"), notes=tuple(said))
        else:
            said.append(words("您可以照样交上去，请工作人员再看一遍。"))
        return Review(words("交上去"), notes=tuple(said))

    def submit(
        self, context: AllowanceContext, answers: Answers, submission: Submission
    ) -> Outcome:
        """See Service."""
        decision = _decided(context, answers)
        facts = facts_of(self.slug, answers)
        assert facts is not None  # else there were no decision
        only_answer = decision.verdict is Verdict.REFUSED and answers[LOOK_AGAIN] == ANSWER
        return self._desk.send(
            self._entry,
            self.journey,
            context,
            answers,
            submission,
            extra={DECISION: to_case(decision, facts)},
            opening=lambda work, case: self._begin(work, case, decision),
            state=CaseState.CLOSED if only_answer else _STATES[decision.verdict],
            to_office=not only_answer,
        )

    def receipt(self, case: Case) -> Receipt:
        """See Service. The reasons are those of the day it was decided."""
        decision = from_case(self.slug, case.details[DECISION])
        as_decided = stands(decision, case.state)
        return self._desk.receipt(
            case,
            headline=headline(decision, case.state) if as_decided else None,
            tone=tone(decision, case.state) if as_decided else None,
            facts=facts_in_words(decision, case.state),
            notes=notes(decision, case.state),
        )

    def withdraw(self, case: Case, applicant: Applicant) -> None:
        """See Service."""
        self._desk.withdraw(case, applicant)

    def _known(self, person: Person | None) -> Known:
        if person is None or person.id_number is None:
            return Known()
        records = self._kit.records
        return Known(records.certificate(person.id_number), records.receives(person.id_number))

    def _begin(self, work: Work, case: Case, decision: Decision) -> None:
        """What was granted to somebody once is not granted again; else its story begins."""
        granted = work.cases.with_state(case.owner, case.person_id, self.slug, CaseState.DONE)
        for other in granted:
            if other.id != case.id and other.details.get(WHOSE) == case.details[WHOSE]:
                raise SubmissionRefused(
                    words("这一份已经批给您了，不用再交一次。在“我办的事”里可以看到。")
                )
        work.events.add(case.id, self._kit.clock.now(), what_came(decision, case.state))


def _decided(context: AllowanceContext, answers: Answers) -> Decision:
    decision = context.decision(answers)
    assert decision is not None  # the journey is complete
    return decision


def open_service(entry: Entry, kit: Kit) -> AllowanceService:
    """The service of one allowance's guide."""
    return AllowanceService(entry, kit)
