"""Audio that was made once, kept under the name of what it sounds like: here in a folder."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import tempfile
import zlib
from pathlib import Path
from typing import Protocol

from a11y.speech.engines.port import Mark, Speech, SpeechEngine

KEY = re.compile(r"[0-9a-f]{64}")
_log = logging.getLogger(__name__)


class AudioStore(Protocol):
    """Where audio is kept by key. Safe to call from several threads; never raises."""

    def read(self, key: str) -> Speech | None:
        """What is kept, or None: also for a damaged file and a store that does not answer."""

    def write(self, key: str, made: Speech) -> bool:
        """Keep it; False (and one line in the log) when there is no room."""


def key_of(engine: SpeechEngine, text: str, language: str, rate: int) -> str:
    """64 hex digits naming this sentence in this voice at this speed."""
    wanted = engine.fingerprint(text, language, rate)
    return hashlib.sha256(f"{engine.name}\n{wanted}".encode()).hexdigest()


def packed(made: Speech) -> bytes:
    """One line of JSON (marks, duration, length and checksum) and the MP3."""
    facts = {
        "marks": [[mark.char, mark.start_ms] for mark in made.marks],
        "duration_ms": made.duration_ms,
        "bytes": len(made.mp3),
        "crc32": zlib.crc32(made.mp3),
    }
    return json.dumps(facts).encode() + b"\n" + made.mp3


def unpacked(content: bytes) -> Speech | None:
    """The reverse of ``packed``; None for anything else, as a disk that failed leaves behind."""
    head, _, mp3 = content.partition(b"\n")
    try:
        facts = json.loads(head)
        marks = tuple(Mark(char, start) for char, start in facts["marks"])
        if (len(mp3), zlib.crc32(mp3)) != (facts["bytes"], facts["crc32"]):
            return None
        return Speech(mp3, marks, facts["duration_ms"])
    except (ValueError, KeyError, TypeError):
        return None


class Told:
    """Says in the log once that a store fails, and again only after it has worked."""

    def __init__(self, where: str) -> None:
        self._where, self._failing = where, False

    def failed(self, error: Exception) -> None:
        """One line for the first of a row of failures."""
        if not self._failing:
            _log.error("speech can't be kept in %s: %s", self._where, error)
        self._failing = True

    def worked(self) -> None:
        """The next failure is news again."""
        self._failing = False


class FolderStore:
    """AudioStore in a folder; a full or read-only disk costs only speed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._told = Told(str(folder))

    def read(self, key: str) -> Speech | None:
        """What is kept and whole."""
        try:
            return unpacked(self._path(key).read_bytes())
        except OSError:
            return None

    def write(self, key: str, made: Speech) -> bool:
        """Keep it whole or not at all: other processes read while this one writes."""
        path = self._path(key)
        temporary = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
            with os.fdopen(descriptor, "wb") as file:
                file.write(packed(made))
            os.replace(temporary, path)
        except OSError as error:
            if temporary:
                Path(temporary).unlink(missing_ok=True)
            self._told.failed(error)
            return False
        self._told.worked()
        return True

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ValueError("a key is 64 hex digits")
        return self.folder / key[:2] / f"{key}.speech"
