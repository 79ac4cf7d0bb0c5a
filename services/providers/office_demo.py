"""The demo office: takes every application at once and says that nobody real has it."""

from services.clock import Clock
from services.providers.office import Application
from services.storage import Database
from services.words import Words, words


class DemoOffice:
    """An office on a table of its own."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def accept(self, application: Application) -> Words:
        """See Office."""
        with self._db.write() as work:
            work.demo_offices.receive(application.reference, self._clock.now())
        return words("%(holder)s（演示）", holder=application.holder)
