"""The port to the office that handles applications: it is given each one once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.words import Words


class OfficeError(Exception):
    """The office could not be reached or did not take it; safe to ask again."""


@dataclass(frozen=True)
class Application:
    """What is handed over: ``details`` as the case keeps them, ``holder`` who is to have it.

    ``contact`` says in words how the resident wants to be reached; empty if it was never asked.
    """

    reference: str
    service: str
    sent_at: datetime
    holder: Words
    details: Mapping[str, Any]
    contact: Sequence[tuple[Words, Words | str]]


class Office(Protocol):
    """Whoever handles what residents send in."""

    def accept(self, application: Application) -> Words:
        """Take an application; again is as good as once. Who has it now. Raises OfficeError."""
        ...
