"""What time it is: the one source of "now", so that a test can hold or move it."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that tells the time."""

    def now(self) -> datetime:
        """Return the current moment as an aware UTC datetime."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the current moment as an aware UTC datetime."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is moved; for tests and rehearsals."""

    def __init__(self, moment: datetime) -> None:
        """Start at an aware moment; raises ValueError for a naive one."""
        if moment.tzinfo is None:
            raise ValueError("a clock needs an aware datetime")
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment the clock stands at, as an aware UTC datetime."""
        return self._moment

    def advance(self, **parts: float) -> datetime:
        """Move the clock by timedelta parts, such as minutes=10; return the new moment."""
        self._moment += timedelta(**parts)
        return self._moment
