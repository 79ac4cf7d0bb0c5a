"""The demo carrier: fetches each parcel after an hour and brings it within a day."""

from datetime import timedelta

from services.clock import Clock
from services.providers.express import ExpressError, Parcel
from services.storage import Database
from services.storage.deliveries import ParcelState

FETCHED_AFTER = timedelta(hours=1)
ARRIVES_AFTER = timedelta(days=1)


class DemoExpress:
    """A carrier on a table of its own; nothing is carried."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def book(self, parcel: Parcel) -> str:
        """See Express."""
        with self._db.write() as work:
            number = work.demo_offices.book(parcel.key, self._clock.now())
        return f"99{number:010d}"

    def where(self, key: str) -> ParcelState:
        """See Express."""
        with self._db.read() as work:
            booked = work.demo_offices.booked_at(key)
        if booked is None:
            raise ExpressError("no such parcel")
        since = self._clock.now() - booked
        if since >= ARRIVES_AFTER:
            return ParcelState.ARRIVED
        return ParcelState.UNDER_WAY if since >= FETCHED_AFTER else ParcelState.BOOKED
