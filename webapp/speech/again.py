"""A corrected sentence, said again by the worker before the next listener comes."""

from __future__ import annotations

from contextlib import suppress

from a11y.speech.engines.port import CannotSay
from a11y.speech.speaker import Speaker
from services.readings import ReadingDesk
from services.storage import Database
from services.storage.outbox import OutboxRow
from webapp.speech.corrections import take_corrections

RATE = 100  # the player plays faster or slower by itself


class ReadAgain:
    """What the courier does about a decision on a public sentence."""

    def __init__(self, db: Database, desk: ReadingDesk, speaker: Speaker) -> None:
        self._db = db
        self._desk = desk
        self._speaker = speaker

    def deliver(self, row: OutboxRow) -> None:
        """Make its audio. Raises SpeechFailed: then it is tried again later."""
        decided = self._desk.find(int(row.order_key.partition("-")[0]))
        if decided is not None:
            take_corrections(self._desk)
            spot = decided.report.spot
            # What no voice can say, no listener hears either.
            with suppress(CannotSay):
                self._speaker.prepare(spot.text, spot.language, RATE)
        with self._db.write() as work:
            work.outbox.done(row.id)
