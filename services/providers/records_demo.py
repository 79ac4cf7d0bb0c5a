"""The embedded registers of the demo district: what is invented about its residents."""

from __future__ import annotations

from services.demo.residents import RESIDENTS, DemoResident
from services.providers.records import Certificate


class DemoRecords:
    """Knows the demo residents and nobody else."""

    def certificate(self, id_number: str) -> Certificate | None:
        """The invented certificate."""
        resident = _of(id_number)
        if resident is None or resident.certificate is None:
            return None
        return Certificate(*resident.certificate)

    def receives(self, id_number: str) -> frozenset[str]:
        """The invented allowances."""
        resident = _of(id_number)
        return frozenset() if resident is None else resident.receives


def _of(id_number: str) -> DemoResident | None:
    return next((each for each in RESIDENTS if each.id_number == id_number), None)
