"""From the words of the settings to a speaker with its voices and its store."""

from __future__ import annotations

from pathlib import Path

from a11y.speech.engines.espeak import EspeakEngine
from a11y.speech.engines.kokoro import KokoroEngine
from a11y.speech.engines.port import SpeechEngine
from a11y.speech.engines.silent import SilentEngine
from a11y.speech.speaker import Speaker, Voices
from a11y.speech.store import AudioStore, FolderStore


def speaker_for(engine: str, store: AudioStore, piper: str = "", recordings: str = "") -> Speaker:
    """The speaker for ``kokoro``, ``espeak``, ``gtts`` or ``off``.

    ``piper`` and ``recordings`` are folders, or empty. A voice that can't be had is left out; its
    engine tells the log.
    """
    if engine == "off":
        return Speaker(Voices(SilentEngine()), store)
    voices = Voices(
        EspeakEngine(),
        neural=_first(_piper(piper), KokoroEngine() if engine == "kokoro" else None),
        online=_online() if engine == "gtts" else None,
        recordings=_first(_recordings(recordings)),
    )
    return Speaker(voices, store)


def _first(*engines: SpeechEngine | None) -> SpeechEngine | None:
    return next((engine for engine in engines if engine and engine.available), None)


def store_at(url: str, folder: Path, key_id: str = "", secret: str = "") -> AudioStore:
    """The store at an s3:// address, or in ``folder`` where ``url`` is empty.

    Raises ValueError for any other address and where the package for S3 is not installed.
    """
    if not url:
        return FolderStore(folder)
    try:
        # Imported when chosen: a site without such a store does without its library.
        from a11y.speech.store_s3 import BucketStore
    except ImportError:
        raise ValueError("needs: pip install --require-hashes -r requirements/s3.txt") from None
    return BucketStore(url, key_id, secret)


def _online() -> SpeechEngine:
    # Imported when chosen: nobody else needs its library.
    from a11y.speech.engines.gtts_engine import GttsEngine

    return GttsEngine()


def _piper(folder: str) -> SpeechEngine | None:
    if not folder:
        return None
    from a11y.speech.engines.piper import PiperEngine

    return PiperEngine(Path(folder))


def _recordings(folder: str) -> SpeechEngine | None:
    if not folder:
        return None
    from a11y.speech.engines.recordings import RecordingsEngine

    return RecordingsEngine(Path(folder))
