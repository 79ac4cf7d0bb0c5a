"""The three desks of this room, opened together: who gives, who helps, who witnesses."""

from __future__ import annotations

from dataclasses import dataclass

from services.clock import Clock
from services.delegation.giving import GrantDesk
from services.delegation.helping import HelperDesk
from services.delegation.sittings import Sittings
from services.delegation.witnessing import WitnessDesk
from services.limits import Limits
from services.storage import Database


@dataclass(frozen=True)
class Delegation:
    """All that pages may ask about grants."""

    given: GrantDesk
    helping: HelperDesk
    witness: WitnessDesk


def open_delegation(db: Database, clock: Clock, limits: Limits, sittings: Sittings) -> Delegation:
    """Open the desks over the same records."""
    return Delegation(
        GrantDesk(db, clock, limits),
        HelperDesk(db, clock, limits, sittings),
        WitnessDesk(db, clock),
    )
