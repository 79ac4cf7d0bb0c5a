"""What one voice is asked for: each sentence made once, those that somebody waits for first."""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections.abc import Callable
from contextvars import Context, copy_context
from dataclasses import dataclass, field

from a11y.speech.engines.port import CannotSay, Speech, SpeechEngine, SpeechFailed

MOST = 12  # sentences begun or waiting; about a minute of speech
REST_S = 60.0  # after a failure nobody waits for a dead voice again and again

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wanted:
    """A sentence to say. ``owner`` is None for public text, else whose it is."""

    text: str
    language: str
    rate: int
    owner: str | None


@dataclass(eq=False)
class Flight:
    """One sentence on its way.

    ``find`` looks whether it landed a moment ago; ``keep`` puts it where it is found again and says
    if everybody may.
    """

    key: str
    wanted: Wanted
    find: Callable[[], Speech | None]
    keep: Callable[[Speech], bool]
    context: Context
    done: threading.Event = field(default_factory=threading.Event)
    speech: Speech | None = None
    kept: bool = False
    error: SpeechFailed | None = None
    waiters: int = 0
    begun: bool = False


class Flights:
    """A queue of bounded length and a thread that lives while there is work.

    An engine that fails rests ``rest_s`` seconds and says so once in the log.
    """

    def __init__(
        self,
        engine: SpeechEngine,
        rest_s: float = REST_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.engine, self._rest_s, self._monotonic = engine, rest_s, monotonic
        self._rests_until = float("-inf")
        self._open: dict[tuple[str | None, str], Flight] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def resting(self) -> bool:
        """Whether the engine failed a moment ago."""
        return self._monotonic() < self._rests_until

    def join(
        self,
        key: str,
        wanted: Wanted,
        find: Callable[[], Speech | None],
        keep: Callable[[Speech], bool],
    ) -> Flight | None:
        """The flight of this sentence, begun now if there is none; None without a seat in it."""
        name = (wanted.owner, key)
        with self._lock:
            flight = self._open.get(name)
            if flight is not None:
                return flight
            if self.resting or not self._has_room():
                return None
            flight = self._open[name] = Flight(key, wanted, find, keep, copy_context())
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="voice", daemon=True)
                self._thread.start()
            return flight

    def wait(self, flight: Flight, seconds: float) -> None:
        """Until it has landed, or for so long; what is waited for is made first."""
        with self._lock:
            flight.waiters += 1
        try:
            flight.done.wait(max(0.0, seconds))
        finally:
            with self._lock:
                flight.waiters -= 1

    def forget(self, owner: str) -> None:
        """What this owner asked for is not kept when it lands."""
        with self._lock:
            for flight in self._open.values():
                if flight.wanted.owner == owner:
                    flight.keep = _nowhere

    def _has_room(self) -> bool:
        """Whether there is a seat; the oldest that nobody waits for gives its own up."""
        if len(self._open) < MOST:
            return True
        for name, flight in self._open.items():
            if not flight.waiters and not flight.begun:
                flight.error = SpeechFailed("others were waiting")
                flight.done.set()
                del self._open[name]
                return True
        return False

    def _next(self) -> Flight | None:
        with self._lock:
            waiting = [flight for flight in self._open.values() if not flight.begun]
            chosen = next((flight for flight in waiting if flight.waiters), None)
            chosen = chosen or next(iter(waiting), None)
            if chosen is None:
                self._thread = None
            else:
                chosen.begun = True
            return chosen

    def _work(self) -> None:
        while (flight := self._next()) is not None:
            try:
                self._fly(flight)
            except CannotSay as error:
                flight.error = error
            except SpeechFailed as error:
                flight.error = error
                self._rest(str(error))
            except Exception as error:  # a fault of ours must not leave listeners waiting
                flight.error = SpeechFailed("the voice broke")
                # Without its message, which may quote what a resident wrote.
                place = "".join(traceback.format_tb(error.__traceback__)[-2:])
                self._rest(f"{type(error).__name__}\n{place}")
            finally:
                self._land(flight)

    def _fly(self, flight: Flight) -> None:
        wanted = flight.wanted
        say = self.engine.synthesise
        made = flight.find() or flight.context.run(say, wanted.text, wanted.language, wanted.rate)
        flight.kept = flight.keep(made)
        flight.speech = made

    def _land(self, flight: Flight) -> None:
        with self._lock:
            del self._open[flight.wanted.owner, flight.key]
        flight.done.set()

    def _rest(self, reason: str) -> None:
        if not self.resting:
            _log.error(
                "the voice %s failed, resting %d s: %s", self.engine.name, self._rest_s, reason
            )
        self._rests_until = self._monotonic() + self._rest_s


def _nowhere(made: Speech) -> bool:
    return False
