"""The port to the district's registers: who holds which certificate, and who receives what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Certificate:
    """A disability certificate: its kind as in services.subsidies.facts, its grade from 1 to 4."""

    kind: str
    grade: int


class RecordsGateway(Protocol):
    """What offices know already, so that nobody has to say it again. It only fills in answers."""

    def certificate(self, id_number: str) -> Certificate | None:
        """The certificate of the person with this ID number."""

    def receives(self, id_number: str) -> frozenset[str]:
        """The slugs of the allowances that this person receives now."""


class NoRecords:
    """A district whose registers cannot be asked: nothing stands filled in."""

    def certificate(self, id_number: str) -> Certificate | None:
        """Not known."""
        return None

    def receives(self, id_number: str) -> frozenset[str]:
        """Not known."""
        return frozenset()
