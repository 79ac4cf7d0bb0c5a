"""A service described by its guide alone: asks, sends to the office, says how it stands."""

from functools import cached_property

from services.applications import ApplicationDesk
from services.catalogue import Entry
from services.journey import (
    NOT_FILLED,
    Answers,
    Applicant,
    Journey,
    Kind,
    Outcome,
    Review,
    Submission,
)
from services.kit import Kit
from services.receipts import Receipt
from services.requests.context import RequestContext
from services.requests.journey import request_journey
from services.storage import Work
from services.storage.cases import Case
from services.visits.planning import cancel, plan_asked
from services.visits.standing import visit_standing, with_visit
from services.words import words


class RequestService:
    """A Service for the runner, made of an entry of the catalogue."""

    def __init__(self, entry: Entry, kit: Kit) -> None:
        self.slug = entry.slug
        self._entry = entry
        self._kit = kit
        self._desk = ApplicationDesk(kit.db, kit.clock)

    @cached_property
    def journey(self) -> Journey:
        """See Service."""
        return request_journey(self._entry)

    def context(self, applicant: Applicant) -> RequestContext:
        """See Service."""
        return RequestContext(self._entry, applicant, self._kit)

    def review(self, context: RequestContext, answers: Answers) -> Review:
        """See Service."""
        notes = (
            words("交上去以后，10 分钟里可以撤回。"),
            words("%(days)s 个工作日以内给您答复。", days=self._entry.particulars.working_days),
        )
        return Review(words("交上去"), None, notes)

    def submit(self, context: RequestContext, answers: Answers, submission: Submission) -> Outcome:
        """See Service. The office needs what the receipt masks, so the answers go along whole."""
        photos = [
            answers[question.slug][0]
            for question in self.journey.path(context, answers)
            if question.kind is Kind.PHOTO and answers[question.slug] != NOT_FILLED
        ]

        def opening(work: Work, case: Case) -> None:
            work.photos.attach(photos, case.owner, case.id)
            if self._entry.particulars.at_home:
                plan_asked(work, case, answers, self._kit.clock.now())

        return self._desk.send(
            self._entry, self.journey, context, answers, submission,
            extra={"given": dict(answers)}, opening=opening,
        )  # fmt: skip

    def receipt(self, case: Case) -> Receipt:
        """See Service."""
        receipt = self._desk.receipt(case)
        if not self._entry.particulars.at_home:
            return receipt
        with self._kit.db.read() as work:
            visit = visit_standing(work, case)
        return with_visit(receipt, visit, self._kit.clock.now())

    def withdraw(self, case: Case, applicant: Applicant) -> None:
        """See Service."""

        def free(work: Work, kept: Case) -> None:
            cancel(work, kept, self._kit.clock.now())

        self._desk.withdraw(case, applicant, free)


def open_service(entry: Entry, kit: Kit) -> RequestService:
    """The service of a catalogue entry that names no module of its own."""
    return RequestService(entry, kit)
