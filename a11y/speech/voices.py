"""From the settings word to a voice with its store."""

from __future__ import annotations

from pathlib import Path

from .engine import SpeechEngine
from .espeak import EspeakEngine
from .silent import SilentEngine
from .store import SpeechStore


def speech_store(engine: str, folder: Path) -> SpeechStore:
    """The store for ``espeak`` or ``off``. Raises KeyError for any other word."""
    voices: dict[str, type[SpeechEngine]] = {"espeak": EspeakEngine, "off": SilentEngine}
    return SpeechStore(folder, voices[engine]())
