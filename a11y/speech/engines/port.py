"""The port of voices: one sentence in, MP3 with times out. Which voice it is, nobody else knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class SpeechFailed(Exception):
    """The engine can't speak now: it is missing, broke, or took too long."""


class CannotSay(SpeechFailed):
    """Not this sentence, though the engine works: another voice may say it."""


@dataclass(frozen=True)
class Mark:
    """Character ``char`` of the sentence on the page begins to sound at ``start_ms``."""

    char: int
    start_ms: int


@dataclass(frozen=True)
class Speech:
    """MP3 bytes (mono, constant bit rate), marks in order of time, and how long it lasts."""

    mp3: bytes
    marks: tuple[Mark, ...]
    duration_ms: int


class SpeechEngine(Protocol):
    """What a voice must offer. Safe to call from several threads."""

    @property
    def name(self) -> str:
        """Short name for keys and logs."""

    @property
    def available(self) -> bool:
        """False when there is no voice at all; pages then offer text and say so."""

    def fingerprint(self, text: str, language: str, rate: int) -> str:
        """Equal for two sentences exactly when their audio and marks are equal.

        Raises CannotSay where that is known without trying, as for a language.
        """

    def synthesise(self, text: str, language: str, rate: int) -> Speech:
        """Speaks ``text`` (BCP 47 ``language``, ``rate`` percent). Raises SpeechFailed."""

    def close(self) -> None:
        """Frees what the engine holds; it may be used again afterwards."""
