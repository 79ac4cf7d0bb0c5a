"""What a page says: lines, each with its place, and the script they make together."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One sentence to say.

    ``path`` are child positions from ``<main>`` to the block that shows it. ``kind`` is heading,
    text, list, row, label, hint, option, state, button, picture, way (where am I) or error.
    ``language`` is a BCP 47 tag. ``private`` lines may never be written to disk or sent to an
    engine elsewhere.
    """

    text: str
    path: tuple[int, ...]
    kind: str
    language: str
    private: bool


@dataclass(frozen=True)
class Script:
    """All a page says. ``version`` changes when any line, its place or its language changes."""

    title: str
    language: str
    lines: tuple[Line, ...]

    @property
    def version(self) -> str:
        """16 hex digits that name exactly these lines."""
        content = [[line.text, line.path, line.language] for line in self.lines]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]
