"""What people do with each other at this moment, joined: calls for help, talks, looking on."""

from __future__ import annotations

from dataclasses import dataclass

from services.calls import CallDesk
from services.clock import Clock
from services.storage import Database
from services.talking.desk import TalkDesk
from services.talking.phrases import PhraseBook
from services.together import TogetherDesk


@dataclass(frozen=True)
class Live:
    """The desks of those who are there."""

    calls: CallDesk
    talks: TalkDesk
    phrases: PhraseBook
    together: TogetherDesk

    def sweep(self) -> None:
        """Close what was left open and forget what is old; for the worker, once an hour."""
        self.calls.sweep()
        self.talks.sweep()
        self.together.sweep()


def open_live(db: Database, clock: Clock) -> Live:
    """All of them over one set of records."""
    return Live(
        CallDesk(db, clock), TalkDesk(db, clock), PhraseBook(db, clock), TogetherDesk(db, clock)
    )
