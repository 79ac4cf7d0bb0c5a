"""The port to whoever carries parcels: call for one by its key, and ask where it is."""

from dataclasses import dataclass
from typing import Protocol

from services.storage.deliveries import Direction, ParcelState


class ExpressError(Exception):
    """The carrier could not be reached or did not take it; safe to ask again."""


@dataclass(frozen=True)
class Parcel:
    """A parcel to be carried: from the address to the office, or from the office to it."""

    key: str
    direction: Direction
    address: str


class Express(Protocol):
    """One carrier. Both methods may raise ExpressError; both are safe to repeat."""

    def book(self, parcel: Parcel) -> str:
        """Call for a parcel, or find it again by its key; its tracking number."""
        ...

    def where(self, key: str) -> ParcelState:
        """Where a booked parcel is."""
        ...
