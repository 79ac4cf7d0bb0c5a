"""The port to whoever issues cards: the senior card and the disability certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Protocol

from services.storage.people import Person

# A certificate's number begins with the 18 signs of the ID number (policy facts 3.2).
ID_SIGNS = 18


class CardKind(StrEnum):
    """The cards there are; the value is the slug of the guide, too."""

    SENIOR = "senior-card"
    DISABILITY = "disability-card"


class DisabilityKind(IntEnum):
    """Kinds of disability, numbered as in the certificate's number (policy facts 3.2)."""

    SIGHT = 1
    HEARING = 2
    SPEECH = 3
    LIMB = 4
    INTELLECT = 5
    MIND = 6
    SEVERAL = 7


@dataclass(frozen=True)
class Card:
    """One card of a person. ``disability`` is its kind and grade (1, the heaviest, to 4)."""

    kind: CardKind
    holder: str
    number: str
    valid_until: date
    disability: tuple[DisabilityKind, int] | None = None

    @property
    def last_four(self) -> str:
        """The end of the number, before the two signs that tell a disability's kind and grade."""
        return (self.number[:ID_SIGNS] if self.disability else self.number)[-4:]


class CardRegistry(Protocol):
    """Knows who holds which card."""

    def cards_of(self, person: Person) -> Sequence[Card]:
        """The cards that a person holds, in no particular order."""
        ...
