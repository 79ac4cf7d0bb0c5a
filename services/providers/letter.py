"""The port to whoever prints letters and takes them to the post."""

from dataclasses import dataclass
from typing import Protocol


class LetterRefused(Exception):
    """The letter was not taken; it is offered again later."""


@dataclass(frozen=True)
class Letter:
    """One letter, ready to be printed, embossed or copied: whom it goes to, and its one file.

    The same ``key`` is the same letter, however often it is offered.
    """

    key: str
    name: str
    address: str
    content: bytes
    mimetype: str


class LetterShop(Protocol):
    """Prints and posts."""

    def post(self, letter: Letter) -> None:
        """Hand over a letter; safe to repeat. Raises LetterRefused."""
        ...
