"""The demo printing shop: notes each letter it is given; nothing is printed or posted."""

from services.clock import Clock
from services.providers.letter import Letter, LetterRefused
from services.storage import Database


class DemoLetterShop:
    """A shop that keeps its letters in the books of the demo's carrier."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def post(self, letter: Letter) -> None:
        """See LetterShop. Refuses, as a shop would, what has no content or nowhere to go."""
        if not letter.content or not letter.address:
            raise LetterRefused("an empty letter, or one without an address")
        with self._db.write() as work:
            work.demo_offices.book(f"letter-{letter.key}", self._clock.now())
