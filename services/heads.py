"""Keeps the newest lines of the trail outside the database, where cutting it short shows."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from services.storage.trail_check import Head


class Heads:
    """A file with a line for each head: its number, its hash, and when it was kept.

    On another machine's disk, or sent away line by line, it also tells on whoever may write
    everything here.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> list[Head]:
        """The heads kept so far. Raises ValueError where the file says something else."""
        if not self._path.exists():
            return []
        return [_read(line) for line in self._path.read_text("ascii").splitlines()]

    def kept_at(self) -> datetime | None:
        """When the newest one was kept."""
        if not self._path.exists():
            return None
        lines = self._path.read_text("ascii").splitlines()
        return datetime.fromisoformat(lines[-1].split(" ")[2]) if lines else None

    def keep(self, head: Head, now: datetime) -> None:
        """Add a head; it is on the disk when this returns."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        line = f"{head.number} {head.hash.hex()} {now.astimezone(UTC).isoformat()}\n"
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


def _read(line: str) -> Head:
    number, hashed, _moment = line.split(" ")
    return Head(int(number), bytes.fromhex(hashed))
