"""The story of a case: what happened to it, its parcels, what was said of it, how to reach whom."""

from __future__ import annotations

from dataclasses import dataclass

from services.contact import Contact, contact_of
from services.delivery import delivery_facts
from services.receipts import Fact
from services.storage import Database
from services.storage.case_events import CaseEvent
from services.storage.cases import Case, CaseState
from services.storage.ratings import Rating


@dataclass(frozen=True)
class Story:
    """All that is kept around one case, for its owner's page and for clerks."""

    events: tuple[CaseEvent, ...]
    parcels: tuple[Fact, ...]
    ratings: tuple[Rating, ...]
    contact: Contact | None

    @property
    def follow_up(self) -> Rating | None:
        """The bad opinion that somebody still has to answer, if there is one."""
        newest = self.ratings[-1] if self.ratings else None
        open_still = newest and newest.call_by and newest.mended_at is None
        return newest if open_still else None


class Stories:
    """Finds the story of a case."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, case: Case) -> Story:
        """The story so far."""
        over = case.state in (CaseState.WITHDRAWN, CaseState.CLOSED)
        with self._db.read() as work:
            parcels = () if over else work.deliveries.of(case.id)
            return Story(
                tuple(work.events.of(case.id)),
                tuple(delivery_facts(parcels)),
                tuple(work.ratings.of(case.id)),
                contact_of(work, case.owner),
            )
