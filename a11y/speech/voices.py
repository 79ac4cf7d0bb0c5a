"""From the settings word to a voice with its store."""

from __future__ import annotations

from pathlib import Path

from .engine import SpeechEngine
from .espeak import EspeakEngine
from .silent import SilentEngine
from .store import SpeechStore


def speech_store(engine: str, folder: Path) -> SpeechStore:
    """The store for ``espeak``, ``gtts`` or ``off``. Raises KeyError for any other word."""
    if engine == "gtts":
        # Imported when chosen: nobody else needs its library.
        from .gtts_engine import GttsEngine

        return SpeechStore(folder, EspeakEngine(), online=GttsEngine())
    voices: dict[str, type[SpeechEngine]] = {"espeak": EspeakEngine, "off": SilentEngine}
    return SpeechStore(folder, voices[engine]())
