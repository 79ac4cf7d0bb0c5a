"""Private audio: in memory only, by owner, gone when the owner goes or is idle."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from a11y.speech.engines.port import Speech

IDLE_S = 20 * 60.0
MOST_BYTES = 24 * 1024 * 1024  # some 600 sentences


@dataclass
class _Shelf:
    """One owner's audio, the longest unused first."""

    used_at: float
    kept: OrderedDict[str, Speech] = field(default_factory=OrderedDict)

    @property
    def size(self) -> int:
        return sum(len(speech.mp3) for speech in self.kept.values())


class Memory:
    """Audio by owner and key; the owners longest idle make room."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._shelves: OrderedDict[str, _Shelf] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, owner: str, key: str) -> Speech | None:
        """What this owner heard lately."""
        with self._lock:
            shelf = self._used(owner)
            if shelf is None or key not in shelf.kept:
                return None
            shelf.kept.move_to_end(key)
            return shelf.kept[key]

    def keep(self, owner: str, key: str, made: Speech) -> None:
        """Remember it for this owner."""
        with self._lock:
            self._used(owner)
            shelf = self._shelves.setdefault(owner, _Shelf(self._monotonic()))
            shelf.kept[key] = made
            self._make_room()

    def forget(self, owner: str) -> None:
        """Drop all of an owner's audio."""
        with self._lock:
            self._shelves.pop(owner, None)

    def __len__(self) -> int:
        """How many sentences are remembered."""
        with self._lock:
            self._drop_idle()
            return sum(len(shelf.kept) for shelf in self._shelves.values())

    def _used(self, owner: str) -> _Shelf | None:
        self._drop_idle()
        shelf = self._shelves.get(owner)
        if shelf is not None:
            shelf.used_at = self._monotonic()
            self._shelves.move_to_end(owner)
        return shelf

    def _drop_idle(self) -> None:
        before = self._monotonic() - IDLE_S
        for owner in [name for name, shelf in self._shelves.items() if shelf.used_at <= before]:
            del self._shelves[owner]

    def _make_room(self) -> None:
        size = sum(shelf.size for shelf in self._shelves.values())
        while size > MOST_BYTES:
            owner, shelf = next(iter(self._shelves.items()))
            _, oldest = shelf.kept.popitem(last=False)
            size -= len(oldest.mp3)
            if not shelf.kept:
                del self._shelves[owner]
