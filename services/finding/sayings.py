"""How people put a question: what to leave out of it, and what it often means."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pydantic import Field

from services.catalogue import read
from services.finding.text import normal, runs
from services.guide import Part


class Saying(Part):
    """Ways to say something, and the words that guides have for it."""

    said: list[str] = Field(min_length=1)
    meant: list[str] = Field(min_length=1)


class Sayings(Part):
    """The file sayings.toml. ``events`` are everyday names of life events."""

    fillers: list[str]
    idle: frozenset[str]
    sayings: list[Saying]
    events: dict[str, list[str]]

    def meant_by(self, plain: str) -> dict[str, str]:
        """Words that normal text ``plain`` hints at, each with what was said for it."""
        return {
            meant: said
            for saying in self.sayings
            for said in saying.said
            if said in plain
            for meant in saying.meant
        }


@cache
def sayings() -> Sayings:
    """The sayings. Raises GuideFault naming the line when an editor has broken the file."""
    return read(Path(__file__).with_name("sayings.toml"), Sayings)


@cache
def _fillers() -> re.Pattern[str]:
    longest_first = sorted(sayings().fillers, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def meat(text: str) -> list[str]:
    """The stretches of a text that say something; all of it when it is made of fillers only."""
    plain = normal(text)
    return runs(_fillers().sub(" ", plain)) or runs(plain)
