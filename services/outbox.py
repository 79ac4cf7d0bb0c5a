"""The courier: does what the outbox says, one row at a time, until nothing is due."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from services.clock import Clock
from services.storage import Database
from services.storage.outbox import OutboxRow, Task

# Longer than the slowest call with its retries: until then no other worker takes the row.
CLAIM_TIME = timedelta(minutes=5)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
_log = logging.getLogger(__name__)

# Does one row and marks it done in the transaction that keeps what came of it. What it raises
# puts the row off.
Deed = Callable[[OutboxRow], None]


class NotYet(Exception):
    """A deed that is not over, though nothing failed: again at ``due_at``."""

    def __init__(self, due_at: datetime) -> None:
        super().__init__("not yet")
        self.due_at = due_at


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: doubling, an hour at most, without end."""
    doublings = min(max(attempts - 1, 0), 10)
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


class Courier:
    """Carries the rows of the outbox to those who do them, a deed for each task."""

    def __init__(self, db: Database, clock: Clock, deeds: Mapping[Task, Deed]) -> None:
        self._db = db
        self._clock = clock
        self._deeds = deeds

    def drain(self, limit: int = 100) -> int:
        """Do what is due, `limit` rows at most; how many were done. Raises StorageUnavailable."""
        done = 0
        for _ in range(limit):
            now = self._clock.now()
            with self._db.write() as work:
                rows = work.outbox.claim_due(now, now + CLAIM_TIME, 1)
            if not rows:
                break
            done += self._try(rows[0])
        return done

    def waiting(self) -> int:
        """How many rows are still to be done, due or not."""
        with self._db.read() as work:
            return work.outbox.waiting()

    def _try(self, row: OutboxRow) -> bool:
        try:
            self._deeds[row.task](row)
        except NotYet as later:
            self._put_off(row, later.due_at, "")
            return False
        except Exception as error:  # A row that fails in any way must not hold up the others.
            kind = type(error).__name__
            _log.warning("outbox %s put off after attempt %s: %s", row.task, row.attempts, kind)
            self._put_off(row, self._clock.now() + wait_after(row.attempts), kind)
            return False
        return True

    def _put_off(self, row: OutboxRow, due_at: datetime, error: str) -> None:
        with self._db.write() as work:
            work.outbox.put_off(row.id, due_at, error)
