"""What the questions of a request look things up in: one visitor, one service, one request."""

from datetime import date
from functools import cached_property

from services.cases import DISTRICT_TIME
from services.catalogue import Entry
from services.contact import Contact, contact_for
from services.journey import Applicant
from services.kit import Kit
from services.providers.utility import Utility
from services.requests.accounts import AccountBook
from services.storage.people import Person


class RequestContext:
    """Looked up when first asked for; what concerns meters may raise GatewayError."""

    def __init__(self, entry: Entry, applicant: Applicant, kit: Kit) -> None:
        self.entry = entry
        self.applicant = applicant
        self._kit = kit

    @cached_property
    def today(self) -> date:
        """The day in the district."""
        return self._kit.clock.now().astimezone(DISTRICT_TIME).date()

    @cached_property
    def person(self) -> Person | None:
        """Who is signed in."""
        if self.applicant.person_id is None:
            return None
        with self._kit.db.read() as work:
            return work.people.find(self.applicant.person_id)

    @cached_property
    def contact(self) -> Contact | None:
        """How the visitor wants to be reached, once that has been asked."""
        with self._kit.db.read() as work:
            return contact_for(work, self.applicant)

    @cached_property
    def book(self) -> AccountBook:
        """The meters that this service is about."""
        return AccountBook(self._kit, self.applicant, utilities_of(self.entry))


def utilities_of(entry: Entry) -> tuple[Utility, ...]:
    """The companies a service deals with: one, or all three."""
    return (entry.particulars.utility,) if entry.particulars.utility else tuple(Utility)
