"""The embedded SMS provider: nothing leaves the house, the demo shows the messages."""

from collections.abc import Sequence

from services.clock import Clock
from services.storage import Database

SHOWN = 5


class ScreenSms:
    """Keeps messages in the records, where every server process sees them."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Join the records and the time."""
        self._db = db
        self._clock = clock

    def send(self, phone: str, text: str) -> None:
        """Keep a message instead of sending it; raises StorageFull, StorageUnavailable."""
        with self._db.write() as work:
            work.messages.keep(phone, text, self._clock.now())

    def newest(self, phone: str) -> Sequence[str]:
        """Return the last messages to this phone, newest first; raises StorageUnavailable."""
        with self._db.read() as work:
            return work.messages.newest(phone, SHOWN)
