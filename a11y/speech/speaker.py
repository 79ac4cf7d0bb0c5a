"""One sentence, the best voice for it now: recording, online, neural, plain."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from a11y.speech.engines.port import CannotSay, Speech, SpeechEngine, SpeechFailed
from a11y.speech.flights import Flight, Flights, Wanted
from a11y.speech.memory import Memory
from a11y.speech.store import AudioStore, key_of

# Threads of a server that may wait for a slow voice at once; the others go on serving pages.
WAITING = 2
PLAIN_S = 10.0  # the plain voice takes 0.1 s; this is for a machine that is all but stuck
EVERYBODY = ""  # owner of public audio that the store had no room for
TRIAL = "trial"  # owner of what clerks try out
TRIAL_S = 3.0

RECORDING, ONLINE, NEURAL, PLAIN = "recording", "online", "neural", "plain"


class Busy(SpeechFailed):
    """More is asked for than can be said: ask again in a moment."""


@dataclass(frozen=True)
class Voices:
    """The engines there are; only the plain one must be."""

    plain: SpeechEngine
    neural: SpeechEngine | None = None
    online: SpeechEngine | None = None
    recordings: SpeechEngine | None = None


@dataclass(frozen=True)
class Spoken:
    """A sentence's audio, the kind of voice, and whether the store gives it to all by ``key``."""

    key: str
    speech: Speech
    engine: str
    kept: bool


@dataclass(frozen=True)
class _Voice:
    """An engine, the kind it is, and its queue."""

    kind: str
    engine: SpeechEngine
    flights: Flights

    def may_say(self, wanted: Wanted) -> bool:
        """Only public text leaves this machine."""
        return self.kind != ONLINE or wanted.owner is None


class Speaker:
    """Says sentences: what was made before at once, what a better voice makes soon, or plainly.

    Text of an ``owner`` stays in memory and on this machine; text of None is public. Languages
    are BCP 47 tags, rates percent.
    """

    def __init__(
        self,
        voices: Voices,
        store: AudioStore,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.store = store
        self.memory = Memory(monotonic)
        better = (
            (RECORDING, voices.recordings),
            (ONLINE, voices.online),
            (NEURAL, voices.neural),
        )
        self._better = tuple(
            _Voice(kind, engine, Flights(engine, monotonic=monotonic))
            for kind, engine in better
            if engine is not None
        )
        self._plain = _Voice(PLAIN, voices.plain, Flights(voices.plain, 0.0, monotonic))
        self._seats = threading.BoundedSemaphore(WAITING)

    @property
    def available(self) -> bool:
        """False when there is no voice at all; pages then offer text and say so."""
        return self._plain.engine.available

    def say(
        self,
        text: str,
        language: str,
        rate: int,
        owner: str | None = None,
        patience_s: float = 0.0,
        only: str = "",
    ) -> Spoken:
        """The best voice ready within ``patience_s``; a slower one goes on for the next time.

        ``only`` names the kind of voice to use if it can be. Raises Busy, SpeechFailed.
        """
        wanted = Wanted(text, language, rate, owner)
        voices = self._voices(wanted, only)
        for voice in voices:
            if (known := self._known(voice, wanted)) is not None:
                return known
        return self._awaited(voices, wanted, patience_s) or self._plainly(wanted)

    def begin(self, text: str, language: str, rate: int, owner: str | None = None) -> Spoken | None:
        """Like ``say`` without waiting, but None while a better voice than the plain one is at it.

        For sentences that come next. Raises Busy, SpeechFailed.
        """
        wanted = Wanted(text, language, rate, owner)
        voices = self._voices(wanted, "")
        for voice in voices:
            if (known := self._known(voice, wanted)) is not None:
                return known
        if any(self._start(voice, wanted) for voice in voices if voice.kind != RECORDING):
            return None
        return self._plainly(wanted)

    def prepare(self, text: str, language: str, rate: int) -> tuple[Spoken, bool]:
        """Public text in the best voice of this machine, however long; and whether it was new.

        Raises SpeechFailed when no voice can say it, or the one that should is resting.
        """
        wanted = Wanted(text, language, rate, None)
        for voice in (*self._voices(wanted, ""), self._plain):
            if voice.kind == ONLINE:
                continue
            if (known := self._known(voice, wanted)) is not None:
                return known, False
            try:
                made = voice.engine.synthesise(text, language, rate)
            except CannotSay:
                continue
            key = self._key(voice, wanted)
            return Spoken(key, made, voice.kind, self.store.write(key, made)), True
        raise CannotSay("no voice can say this sentence")

    def try_out(self, text: str, language: str, rate: int = 100) -> Speech:
        """How it sounds by what the dictionary says in the caller's context.

        Raises Busy, SpeechFailed.
        """
        return self.say(text, language, rate, TRIAL, TRIAL_S, only=NEURAL).speech

    def lacks(self, text: str, language: str, rate: int, owner: str | None) -> bool:
        """Whether the neural voice could say it and has not yet."""
        wanted = Wanted(text, language, rate, owner)
        return any(
            self._key(voice, wanted) and self._known(voice, wanted) is None
            for voice in self._voices(wanted, NEURAL)
        )

    @property
    def has_neural(self) -> bool:
        """Whether there is a human-sounding voice and it is not resting."""
        return any(voice.kind == NEURAL and not voice.flights.resting for voice in self._better)

    def forget(self, owner: str) -> None:
        """Drop an owner's audio, also what is still being made."""
        for voice in (*self._better, self._plain):
            voice.flights.forget(owner)
        self.memory.forget(owner)

    def close(self) -> None:
        """End the helper processes."""
        for voice in (*self._better, self._plain):
            voice.engine.close()

    def _voices(self, wanted: Wanted, only: str) -> Sequence[_Voice]:
        return [
            voice
            for voice in self._better
            if only in ("", voice.kind) and voice.may_say(wanted)
        ]  # fmt: skip

    @staticmethod
    def _key(voice: _Voice, wanted: Wanted) -> str:
        """Its name in this voice; empty where the voice knows that it can't say it."""
        try:
            return key_of(voice.engine, wanted.text, wanted.language, wanted.rate)
        except CannotSay:
            return ""

    def _known(self, voice: _Voice, wanted: Wanted) -> Spoken | None:
        key = self._key(voice, wanted)
        return self._found(key, voice, wanted.owner) if key else None

    def _found(self, key: str, voice: _Voice, owner: str | None) -> Spoken | None:
        kept = self.store.read(key) if owner is None else None
        speech = kept or self.memory.read(owner or EVERYBODY, key)
        return Spoken(key, speech, voice.kind, kept is not None) if speech else None

    def _start(self, voice: _Voice, wanted: Wanted) -> Flight | None:
        key = self._key(voice, wanted)

        def find() -> Speech | None:
            known = self._found(key, voice, wanted.owner)
            return known.speech if known else None

        def keep(made: Speech) -> bool:
            if wanted.owner is None and self.store.write(key, made):
                return True
            self.memory.keep(wanted.owner or EVERYBODY, key, made)
            return False

        return voice.flights.join(key, wanted, find, keep) if key else None

    def _awaited(
        self, voices: Sequence[_Voice], wanted: Wanted, patience_s: float
    ) -> Spoken | None:
        """The first of the better voices to answer in time; the one still at it goes on."""
        with self._patience(patience_s) as deadline:
            for voice in voices:
                flight = self._start(voice, wanted)
                if flight is None:
                    continue
                voice.flights.wait(flight, deadline - time.monotonic())
                if flight.speech is not None:
                    return Spoken(flight.key, flight.speech, voice.kind, flight.kept)
                if not flight.done.is_set():
                    return None
        return None

    def _plainly(self, wanted: Wanted) -> Spoken:
        known = self._known(self._plain, wanted)
        if known is not None:
            return known
        flight = self._start(self._plain, wanted)
        if flight is None:
            raise Busy("too much is asked for at once")
        self._plain.flights.wait(flight, PLAIN_S)
        if flight.speech is None:
            raise flight.error or Busy("the plain voice is not done yet")
        return Spoken(flight.key, flight.speech, PLAIN, flight.kept)

    @contextmanager
    def _patience(self, seconds: float) -> Iterator[float]:
        """Until when to wait; not at all when enough others are waiting."""
        seated = seconds > 0 and self._seats.acquire(blocking=False)
        try:
            yield time.monotonic() + (seconds if seated else 0.0)
        finally:
            if seated:
                self._seats.release()
