"""What comes out of the rules: an answer, and the steps that led to it. Knows no rule engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any


class Answer(IntEnum):
    """What a rule says.

    Where all of several must hold, the smallest counts; where one is enough, the largest.
    """

    NO = 0
    PERSON = 1  # a person has to look: the rule is not settled, or papers must be seen
    YES = 2


@dataclass(frozen=True)
class Source:
    """Where a value comes from: the mark of docs/sources.md, the document and its address."""

    mark: str
    document: str
    address: str
    verified: bool


@dataclass(frozen=True)
class Step:
    """A variable that was computed, its value, and the sources of the parameters it read."""

    name: str
    value: int
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Calculation:
    """The answer, the sum in yuan a month where it is YES, and the steps in their order.

    ``parameters`` holds each value that was read, by its name.
    """

    answer: Answer
    yuan: int | None
    steps: tuple[Step, ...]
    parameters: Mapping[str, Any]


class NoRule(LookupError):
    """On that day no value of a parameter was in force, as far as is known."""
