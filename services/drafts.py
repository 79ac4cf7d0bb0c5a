"""Half-done tasks: each answered step is kept, and found again by the same resident anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.clock import Clock
from services.storage import Database
from services.storage.drafts import Draft

__all__ = ["Draft", "Drafts"]


class Drafts:
    """One draft an owner and service; every method may raise StorageUnavailable."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Join the records with the time."""
        self._db = db
        self._clock = clock

    def find(self, owner: bytes, service: str) -> Draft | None:
        """What the owner has answered so far."""
        with self._db.read() as work:
            return work.drafts.find(owner, service)

    def all_of(self, owner: bytes) -> list[Draft]:
        """All that the owner has begun, the latest first."""
        with self._db.read() as work:
            return work.drafts.all_of(owner)

    def start(self, owner: bytes, service: str) -> Draft:
        """An empty draft with a fresh key for its one submission."""
        return self.save(owner, service, {})

    def save(self, owner: bytes, service: str, answers: Mapping[str, Any]) -> Draft:
        """Keep these answers as the whole draft."""
        with self._db.write() as work:
            return work.drafts.save(owner, service, answers, self._clock.now())

    def change(self, owner: bytes, draft: Draft, answers: Mapping[str, Any]) -> Draft | None:
        """Keep these answers; None when the draft was sent or taken to another machine since."""
        with self._db.write() as work:
            return work.drafts.change(owner, draft.once, answers, self._clock.now())

    def discard(self, owner: bytes, service: str) -> None:
        """Forget a draft that has been sent."""
        with self._db.write() as work:
            work.drafts.delete(owner, service)
