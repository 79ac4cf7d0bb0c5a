"""A circuit breaker for one provider: after some failures in a row it is left alone for a while."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Never, TypeVar

import pybreaker

from services.clock import Clock

Result = TypeVar("Result")


class ProviderResting(Exception):
    """The provider failed too often just now; nothing was sent to it."""


class Breaker:
    """Opens after `failures` failures in a row, tries one call after `rest_s` seconds.

    Exceptions listed in `answers` are clear answers of a provider in good health.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        failures: int = 5,
        rest_s: float = 30,
        answers: tuple[type[Exception], ...] = (),
    ) -> None:
        self._breaker = pybreaker.CircuitBreaker(
            fail_max=failures,
            reset_timeout=rest_s,
            exclude=[lambda error: isinstance(error, answers)],
            state_storage=_ClockedStorage(clock),
            throw_new_error_on_trip=False,
        )

    def call(self, function: Callable[[], Result]) -> Result:
        """The result of `function`, or its exception. Raises ProviderResting while open."""
        if self._breaker.current_state == pybreaker.STATE_CLOSED:
            return self._call_freely(function)
        try:
            return self._breaker.call(function)
        except pybreaker.CircuitBreakerError as error:
            raise ProviderResting from error

    def _call_freely(self, function: Callable[[], Result]) -> Result:
        # pybreaker holds its lock during a call: one slow answer would make every thread wait,
        # so the outcome is reported to it afterwards.
        try:
            result = function()
        except Exception as error:
            with suppress(Exception):
                self._breaker.call(_fail_with, error)
            raise
        with suppress(pybreaker.CircuitBreakerError):
            self._breaker.call(_succeed)
        return result


class _ClockedStorage(pybreaker.CircuitMemoryStorage):
    """Memory storage whose time of opening follows our clock, while pybreaker asks the system's."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(pybreaker.STATE_CLOSED)
        self._clock = clock
        self._opened: datetime | None = None

    @property
    def opened_at(self) -> datetime | None:
        """When the circuit opened, as the system's clock would have it."""
        if self._opened is None:
            return None
        return datetime.now(UTC) - (self._clock.now() - self._opened)

    @opened_at.setter
    def opened_at(self, _system_time: datetime) -> None:
        self._opened = self._clock.now()


def _fail_with(error: Exception) -> Never:
    raise error


def _succeed() -> None:
    return None
