"""Reminders a resident asked for: kept until their day, then told once, on the site and by SMS."""

from __future__ import annotations

from services.clock import Clock
from services.notices import notify
from services.storage import Database, Work
from services.storage.reminders import Reminder

__all__ = ["Reminder", "Reminders", "forget", "remind"]

# One transaction takes so many: short enough that nobody's own write waits for it.
BATCH = 50


def remind(work: Work, reminder: Reminder) -> None:
    """Keep a reminder in the caller's transaction; an earlier one about the same thing goes."""
    work.reminders.keep(reminder)


def forget(work: Work, owner: bytes, about: str) -> None:
    """Drop the reminder of a thing that will not happen."""
    work.reminders.forget(owner, about)


class Reminders:
    """Tells what is due; for the worker, once a minute."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def send_due(self, limit: int = BATCH) -> int:
        """Hand the due ones to the notices, ``limit`` at most; return how many.

        Taking and handing over are one transaction, so none is lost and none is told twice.
        Raises StorageUnavailable.
        """
        with self._db.write() as work:
            now = self._clock.now()
            due = work.reminders.take_due(now, limit)
            for one in due:
                notify(work, one.owner, one.person_id, one.phone, one.said, now, one.locale)
        return len(due)
