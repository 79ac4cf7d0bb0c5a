"""The list of what a resident has sent in: a page at a time, and only what is looked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from services.actors import ActorKind
from services.cases import DISTRICT_TIME, read_reference
from services.clock import Clock
from services.journey import Applicant
from services.numbers import clean_typed
from services.storage import Database, Work
from services.storage.cases import Case, Wanted

_YEAR_MONTH = re.compile(r"(20\d\d)\s*[年./-]\s*(?:(1[0-2]|0?[1-9])(?:\s*月)?)?(?!\d)")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月(?:份)?")
# Four digits are a year, or enough of a reference to tell it from the others of one resident.
_PART = re.compile(r"(?<![^\W_])[A-Za-z]?\d{4,14}(?!\d)")


@dataclass(frozen=True)
class CasePage:
    """Cases, the newest first; the ids from which older and newer ones go on, if there are any."""

    cases: list[Case]
    older: int | None
    newer: int | None


class CaseList:
    """Where residents leaf through their cases."""

    def __init__(
        self, db: Database, clock: Clock, services_called: Callable[[str], list[str]]
    ) -> None:
        """``services_called`` gives the slugs of the services that go by a name."""
        self._db = db
        self._clock = clock
        self._services_called = services_called

    def page(
        self,
        applicant: Applicant,
        size: int,
        typed: str = "",
        *,
        before: int | None = None,
        after: int | None = None,
    ) -> CasePage:
        """``size`` cases at most: the newest, or those next to the case with this id.

        ``typed`` is a reference or part of its digits, a name of a service, a year or a month; of
        several, all must fit. Raises StorageUnavailable.
        """
        wanted = self.wanted(typed)
        with self._db.read() as work:
            wanted = replace(wanted, among=_open_to(work, applicant))
            found = work.cases.page(
                applicant.owner, applicant.person_id, size + 1, wanted, before=before, after=after
            )
        more = len(found) > size
        if after is not None:
            cases = found[-size:]
            return CasePage(cases, cases[-1].id if cases else None, cases[0].id if more else None)
        cases = found[:size]
        newer = cases[0].id if before is not None and cases else None
        return CasePage(cases, cases[-1].id if more else None, newer)

    def wanted(self, typed: str) -> Wanted:
        """What is looked for by what was typed."""
        reference = read_reference(typed)
        if reference is not None:
            return Wanted(reference=reference)
        rest = clean_typed(typed)
        since, until, rest = self._months(rest)
        part = _PART.search(rest)
        rest = _PART.sub(" ", rest).strip()
        services = tuple(self._services_called(rest)) if rest else None
        return Wanted(part[0].upper() if part else None, services, since, until)

    def _months(self, typed: str) -> tuple[datetime | None, datetime | None, str]:
        """First moment of the time that is named, the first after it, and the rest of the words."""
        if found := _YEAR_MONTH.search(typed):
            year, month = int(found[1]), int(found[2]) if found[2] else None
        elif found := _MONTH.search(typed):
            today = self._clock.now().astimezone(DISTRICT_TIME)
            month = int(found[1])
            year = today.year if month <= today.month else today.year - 1
        else:
            return None, None, typed
        rest = typed.replace(found[0], " ", 1)
        since = datetime(year, month or 1, 1, tzinfo=DISTRICT_TIME)
        last = (year + 1, 1) if month in (None, 12) else (year, (month or 0) + 1)
        return since.astimezone(UTC), datetime(*last, 1, tzinfo=DISTRICT_TIME).astimezone(UTC), rest


def _open_to(work: Work, applicant: Applicant) -> tuple[int, ...] | None:
    """The ids of the cases that a helper may see; None where all of the applicant's may be."""
    deputy = applicant.deputy
    if deputy is None or deputy.actor.kind is ActorKind.CLERK:
        return None
    assert deputy.actor.id is not None  # a helper is signed in
    return work.grant_uses.opened_by(deputy.actor.id, applicant.owner, deputy.services)
