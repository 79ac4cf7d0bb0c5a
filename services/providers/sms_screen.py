"""The embedded SMS provider: nothing leaves the house, the demo page shows the last message."""

from services.clock import Clock
from services.storage import Database


class ScreenSms:
    """Keeps the last message to each phone in the records, where every server process sees it."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Join the records and the time."""
        self._db = db
        self._clock = clock

    def send(self, phone: str, text: str) -> None:
        """Keep a message instead of sending it; raises StorageFull, StorageUnavailable."""
        with self._db.write() as work:
            work.messages.keep(phone, text, self._clock.now())

    def last(self, phone: str) -> str | None:
        """Return the last message to this phone; raises StorageUnavailable."""
        with self._db.read() as work:
            return work.messages.last(phone)
