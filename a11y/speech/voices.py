"""From the settings word to a voice with its store."""

from __future__ import annotations

from pathlib import Path

from a11y.speech.engines.espeak import EspeakEngine
from a11y.speech.engines.port import SpeechEngine
from a11y.speech.engines.silent import SilentEngine
from a11y.speech.store import SpeechStore


def speech_store(engine: str, folder: Path) -> SpeechStore:
    """The store for ``espeak``, ``gtts`` or ``off``. Raises KeyError for any other word."""
    if engine == "gtts":
        # Imported when chosen: nobody else needs its library.
        from a11y.speech.engines.gtts_engine import GttsEngine

        return SpeechStore(folder, EspeakEngine(), online=GttsEngine())
    voices: dict[str, type[SpeechEngine]] = {"espeak": EspeakEngine, "off": SilentEngine}
    return SpeechStore(folder, voices[engine]())
