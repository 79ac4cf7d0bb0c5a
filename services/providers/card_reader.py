"""The port to readers of ID cards at kiosks and counters (GA 450: name and number in the chip)."""

from dataclasses import dataclass
from typing import Protocol


class CardUnread(Exception):
    """No card lies there, it was taken away too soon, or its chip does not answer: try again."""


class CardRefused(Exception):
    """A card was read and is not taken: run out, reported lost, or not a real one."""


@dataclass(frozen=True)
class ReadCard:
    """What the chip says. `id_number` is 18 signs with a good check sign."""

    name: str
    id_number: str


class CardReader(Protocol):
    """A reader that proves each reading: nobody can sign in by typing a number."""

    def read(self, ticket: str) -> ReadCard:
        """Return the card of one reading; each ticket counts once.

        `ticket` is what the machine at which the card lies was given for it. Raises CardUnread,
        CardRefused.
        """
        ...
