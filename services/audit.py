"""The desk's side of the trail: whoever answers for others reads what was done, and checks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from services.cards.desk import masked_name
from services.cases import DISTRICT_TIME
from services.clock import Clock
from services.deeds import Deed
from services.heads import Heads
from services.looked import Told, tell_all
from services.staff.accounts import Clerk
from services.storage import Database, Work
from services.storage.trail import TrailEntry, TrailLine, Wanted
from services.storage.trail_check import Checked, check

# The trail is checked each night.
CHECKED_WITHIN = timedelta(hours=36)
# Of lines about one case among all of its resident.
LOOKED_THROUGH = 500


@dataclass(frozen=True)
class Sought:
    """Which lines somebody wants: about a case, by a clerk's number, of a day; all of these."""

    reference: str | None = None
    number: str = ""
    day: date | None = None


@dataclass(frozen=True)
class AuditPage:
    """Lines, the newest first; `names` are masked, by person; `older` as in LookedPage."""

    told: Sequence[Told]
    names: Mapping[int, str]
    older: int | None


@dataclass(frozen=True)
class LastCheck:
    """When the trail was last found whole; `fresh` unless that is too long ago."""

    at: datetime | None
    fresh: bool


class Audit:
    """Reads and checks the trail."""

    def __init__(self, db: Database, clock: Clock, heads: Heads) -> None:
        self._db = db
        self._clock = clock
        self._heads = heads

    def verify(self) -> Checked:
        """Check every line against its neighbours and the kept heads; keep the new head if whole.

        Raises StorageUnavailable, and ValueError for a file of heads that says something else.
        """
        checked = check(self._db, self._heads.all())
        if not checked.found and checked.lines:
            self._heads.keep(checked.head, self._clock.now())
        return checked

    def last_check(self) -> LastCheck:
        """When the trail was last found whole."""
        at = self._heads.kept_at()
        return LastCheck(at, at is not None and self._clock.now() - at <= CHECKED_WITHIN)

    def page(self, sought: Sought, size: int, clerk: Clerk, before: int | None = None) -> AuditPage:
        """At most `size` of those lines, older than line `before`; the look is a line itself."""
        with self._db.write() as work:
            wanted = _wanted(work, sought)
            subject = None if wanted is None else wanted.subject
            seen = TrailEntry(clerk.actor, Deed.TRAIL_SEEN, subject, sought.reference or "")
            work.trail.add(seen, self._clock.now())
            lines = [] if wanted is None else _lines(work, sought, wanted, size + 1, before)
            told = tell_all(work, lines[:size])
            names = _names(work, told)
        return AuditPage(told, names, lines[size - 1].id if len(lines) > size else None)


def _wanted(work: Work, sought: Sought) -> Wanted | None:
    """The same for a statement; None where there is no such case or clerk."""
    subject, actor, since = None, None, None
    if sought.reference is not None:
        case = work.cases.by_reference(sought.reference)
        if case is None or case.person_id is None:
            return None
        subject = case.person_id
    if sought.number:
        account = work.clerks.by_number(sought.number)
        if account is None:
            return None
        actor = account.clerk.actor
    if sought.day is not None:
        here = datetime(sought.day.year, sought.day.month, sought.day.day, tzinfo=DISTRICT_TIME)
        since = here.astimezone(UTC)
    until = None if since is None else since + timedelta(days=1)
    return Wanted(subject, actor, since, until)


def _lines(
    work: Work, sought: Sought, wanted: Wanted, limit: int, before: int | None
) -> list[TrailLine]:
    if sought.reference is None:
        return work.trail.page(wanted, limit, before)
    found = work.trail.page(wanted, LOOKED_THROUGH, before)
    return [line for line in found if line.entry.about == sought.reference][:limit]


def _names(work: Work, told: Sequence[Told]) -> dict[int, str]:
    people = {each.line.entry.subject for each in told}
    found = (work.people.find(each) for each in people if each is not None)
    return {person.id: masked_name(person.name) for person in found if person and person.name}
