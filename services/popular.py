"""The services most used of late: what a list offers first."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.catalogue import Catalogue, Entry
from services.clock import Clock
from services.storage import Database
from services.storage.errors import StorageUnavailable

# Bounded, so that a page costs the same with a million cases as with a thousand.
NEWEST_CASES = 5000
# Fewer could tell who sent them.
FEWEST = 5
KEPT = timedelta(hours=1)


class Popular:
    """Counts the newest cases once an hour; says only the order, never the numbers."""

    def __init__(self, db: Database, clock: Clock, catalogue: Catalogue) -> None:
        self._db = db
        self._clock = clock
        self._catalogue = catalogue
        self._kept: tuple[datetime, tuple[Entry, ...]] | None = None

    def top(self, most: int) -> list[Entry]:
        """The most used services first, the others after them in catalogue order."""
        now = self._clock.now()
        if self._kept is None or not timedelta(0) <= now - self._kept[0] < KEPT:
            self._kept = now, self._ordered()
        return list(self._kept[1][:most])

    def _ordered(self) -> tuple[Entry, ...]:
        try:
            with self._db.read() as work:
                used = work.cases.used_of_late(NEWEST_CASES)
        except StorageUnavailable:
            # What to offer first is no reason for a page to fail.
            used = {}
        often = {slug: number for slug, number in used.items() if number >= FEWEST}
        entries = self._catalogue.entries
        return tuple(sorted(entries, key=lambda entry: -often.get(entry.slug, 0)))
