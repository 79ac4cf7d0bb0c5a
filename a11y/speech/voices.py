"""From the words of the settings to a speaker with its voices and its store."""

from __future__ import annotations

import logging
from pathlib import Path

from a11y.speech.engines.espeak import EspeakEngine
from a11y.speech.engines.port import SpeechEngine
from a11y.speech.engines.silent import SilentEngine
from a11y.speech.speaker import Speaker, Voices
from a11y.speech.store import AudioStore, FolderStore

_log = logging.getLogger(__name__)


def speaker_for(engine: str, store: AudioStore, piper: str = "", recordings: str = "") -> Speaker:
    """The speaker for ``kokoro``, ``espeak``, ``gtts`` or ``off``.

    ``piper`` and ``recordings`` are folders, or empty.
    """
    if engine == "off":
        return Speaker(Voices(SilentEngine()), store)
    return Speaker(Voices(EspeakEngine(), online=_online() if engine == "gtts" else None), store)


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
