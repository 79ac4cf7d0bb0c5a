"""How often something may be done: counted in memory, or in Redis for several servers."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.errors import ConfigurationError, StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from services.storage import StorageUnavailable


@dataclass(frozen=True)
class Rule:
    """At most `times` in any `minutes`, counted by `name` and by whom it is about."""

    name: str
    times: int
    minutes: int


class Limits:
    """Counts what was done in moving windows."""

    def __init__(self, url: str = "memory://") -> None:
        """Count at this address: memory:// or redis://…; raises ValueError for another."""
        try:
            self._storage = storage_from_string(url, wrap_exceptions=True)
        except (ConfigurationError, ValueError):
            # The cause would quote the address with its password.
            raise ValueError("nothing can be counted at such an address") from None
        self._windows = MovingWindowRateLimiter(self._storage)

    def minutes_to_wait(self, rule: Rule, whom: str) -> int:
        """Count one more and return 0, or return in how many minutes it may be done again.

        Raises StorageUnavailable when the counter cannot be reached.
        """
        return self._wait(self._windows.hit, rule, whom)

    def minutes_closed(self, rule: Rule, whom: str) -> int:
        """In how many minutes it may be done again, 0 for now; counts nothing.

        Raises StorageUnavailable when the counter cannot be reached.
        """
        return self._wait(self._windows.test, rule, whom)

    def _wait(self, may: Callable[..., bool], rule: Rule, whom: str) -> int:
        window = RateLimitItemPerMinute(rule.times, rule.minutes, namespace="nuanchuang")
        try:
            if may(window, rule.name, whom):
                return 0
            reset = self._windows.get_window_stats(window, rule.name, whom).reset_time
        except StorageError as error:
            raise StorageUnavailable("the counter cannot be reached") from error
        return max(1, math.ceil((reset - time.time()) / 60))
