"""Who handles what, in words for residents: by the utility of a service, else by its category."""

from datetime import datetime
from typing import Any

from services.actors import SYSTEM
from services.appointments.calendar import after_working_days
from services.cases import DISTRICT_TIME, trace
from services.catalogue import Entry
from services.clock import Clock
from services.contact import contact_of
from services.deeds import Deed
from services.progress import accept, wait_for_clerk
from services.providers.office import Application, Office
from services.providers.utility import Utility
from services.storage import Database, Work
from services.storage.cases import Case, CaseState
from services.storage.outbox import OutboxRow
from services.words import Words, from_json, to_json, words

_COMPANIES = {
    Utility.WATER: words("供水公司"),
    Utility.ELECTRICITY: words("供电公司"),
    Utility.GAS: words("燃气公司"),
}
_BY_CATEGORY = {
    "reports": words("水电气公司"),
    "care": words("街道的照护工作人员"),
    "appointments": words("预约的工作人员"),
}
# What an office is given: what is to be decided, and what was decided at once.
_LIVE = (CaseState.OPEN, CaseState.DONE)
_CENTRE = words("街道社区事务受理服务中心")


def holder_of(entry: Entry) -> Words:
    """Who has an application of this service."""
    particulars = entry.particulars
    if particulars.utility is not None:
        return _COMPANIES[particulars.utility]
    return _BY_CATEGORY.get(particulars.category, _CENTRE)


def holder_of_case(case: Case) -> Words:
    """Who has a case, as it was promised when it was sent."""
    return from_json(case.details["holder"])


def promise(entry: Entry, now: datetime) -> dict[str, Any]:
    """What a case keeps of the promise made when it is sent: who has it, and by which day."""
    kept: dict[str, Any] = {"holder": to_json(holder_of(entry))}
    days = entry.particulars.working_days
    if days:
        today = now.astimezone(DISTRICT_TIME).date()
        kept["due"] = after_working_days(today, days).isoformat()
    return kept


class HandOver:
    """Hands applications to the office when they can no longer be taken back."""

    def __init__(self, db: Database, clock: Clock, office: Office | None) -> None:
        """Without an office that machines can reach, an application waits for a clerk."""
        self._db = db
        self._clock = clock
        self._office = office

    def deliver(self, row: OutboxRow) -> None:
        """Hand one over. Raises OfficeError: then it is tried again later."""
        with self._db.read() as work:
            case = work.cases.by_reference(row.order_key)
            contact = contact_of(work, case.owner) if case else None
        holder: Words | None = None
        if case is not None and self._office is not None and case.state in _LIVE:
            given = Application(
                case.reference, case.service, case.opened_at,
                holder_of_case(case), case.details,
                contact.lines(masked=False) if contact else (),
            )  # fmt: skip
            holder = self._office.accept(given)
        with self._db.write() as work:
            # Whoever marks the row goes on: a worker whose claim ran out comes too late here.
            if work.outbox.done(row.id) and case is not None:
                self._begin(work, work.cases.by_id(case.id), holder)

    def _begin(self, work: Work, case: Case, holder: Words | None) -> None:
        trace(work, SYSTEM, Deed.CASE_HANDED_OVER, case, self._clock.now())
        if holder is not None:
            accept(work, case, self._clock.now(), holder)
        else:
            wait_for_clerk(work, case, self._clock.now())
