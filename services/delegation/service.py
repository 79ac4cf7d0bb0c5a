"""请人帮办: asks as its guide says, and proposes the grant with the case, in one transaction."""

from __future__ import annotations

from services.applications import ApplicationDesk
from services.cases import DISTRICT_TIME
from services.catalogue import Entry
from services.delegation.proposals import case_withdrawn, propose
from services.delegation.terms import TERMS, terms_of
from services.journey import Answers, Applicant, Outcome, Review, Submission
from services.kit import Kit
from services.receipts import CaseLink, Receipt
from services.requests.context import RequestContext
from services.requests.service import RequestService
from services.storage import Work
from services.storage.cases import Case, CaseState
from services.words import words


class GrantService(RequestService):
    """A RequestService whose case brings a grant with it."""

    def __init__(self, entry: Entry, kit: Kit) -> None:
        super().__init__(entry, kit)
        self._entry = entry
        self._kit = kit
        self._desk = ApplicationDesk(kit.db, kit.clock)

    def review(self, context: RequestContext, answers: Answers) -> Review:
        """See Service."""
        notes = (
            words("交上去以后，还要您本人同意：说一声录下来，或者请工作人员当面见证。"),
            words("您同意以前，谁也不能替您办。"),
        )
        return Review(words("交上去"), None, notes)

    def submit(self, context: RequestContext, answers: Answers, submission: Submission) -> Outcome:
        """See Service."""
        now = self._kit.clock.now()
        today = now.astimezone(DISTRICT_TIME).date()
        terms = terms_of(self._kit.catalogue, answers, today)

        def opening(work: Work, case: Case) -> None:
            propose(work, case, now)

        return self._desk.send(
            self._entry, self.journey, context, answers, submission,
            extra={"given": dict(answers), TERMS: terms}, opening=opening,
        )  # fmt: skip

    def receipt(self, case: Case) -> Receipt:
        """See Service."""
        if case.state is not CaseState.OPEN:
            return self._desk.receipt(case)
        return self._desk.receipt(
            case,
            notes=(words("还差一步：请您本人同意。您同意以前，谁也不能替您办。"),),
            links=(CaseLink(words("现在就同意"), "grant"),),
        )

    def withdraw(self, case: Case, applicant: Applicant) -> None:
        """See Service."""

        def also(work: Work, kept: Case) -> None:
            case_withdrawn(work, kept, self._kit.clock.now())

        self._desk.withdraw(case, applicant, also)


def open_service(entry: Entry, kit: Kit) -> GrantService:
    """The service of 请人帮办."""
    return GrantService(entry, kit)
