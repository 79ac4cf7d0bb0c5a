"""Audio that was made once: public sentences on disk, a few private ones in memory only."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
from collections import OrderedDict
from dataclasses import asdict
from pathlib import Path

from a11y.speech.engines.port import Mark, Speech, SpeechEngine, SpeechFailed

PRIVATE_SENTENCES = 200  # about 8 MB


class SpeechStore:
    """Finds or makes the audio of a sentence; named by what it sounds like, not by where it stood.

    A file is one line of JSON (marks, duration) and the MP3. A full or read-only disk costs only
    speed: the sentence is spoken without being kept.
    """

    def __init__(
        self, folder: Path, engine: SpeechEngine, online: SpeechEngine | None = None
    ) -> None:
        """``engine`` speaks here; ``online`` elsewhere, so it gets public text only."""
        self.folder, self.engine, self.online = folder, engine, online
        self._private: OrderedDict[str, Speech] = OrderedDict()
        self._lock = threading.Lock()

    def speech(
        self, text: str, language: str, rate: int, private: bool, one_voice: bool = False
    ) -> Speech:
        """Audio of ``text``. Raises SpeechFailed. Private text never reaches the folder.

        ``one_voice``: spoken here in any case, for sentences that become one file.
        """
        if self.online is not None and not private and not one_voice:
            try:
                return self._found_or_made(self.online, text, language, rate, private)
            except SpeechFailed:
                # The engine has told the log; the listener hears the voice that is always there.
                pass
        return self._found_or_made(self.engine, text, language, rate, private)

    def _found_or_made(
        self, engine: SpeechEngine, text: str, language: str, rate: int, private: bool
    ) -> Speech:
        key = _key(engine, text, language, rate)
        known = self._read(key) or self._recall(key)
        if known is not None:
            return known
        made = engine.synthesise(text, language, rate)
        if private:
            self._remember(key, made)
        else:
            self._write(key, made)
        return made

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.speech"

    def _read(self, key: str) -> Speech | None:
        try:
            head, _, mp3 = self._path(key).read_bytes().partition(b"\n")
            facts = json.loads(head)
            marks = tuple(Mark(**mark) for mark in facts["marks"])
            whole = len(mp3) == facts["bytes"]
            return Speech(mp3, marks, facts["duration_ms"]) if whole else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _write(self, key: str, made: Speech) -> None:
        path = self._path(key)
        facts = {
            "marks": [asdict(mark) for mark in made.marks],
            "duration_ms": made.duration_ms,
            "bytes": len(made.mp3),
        }
        temporary = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
            with os.fdopen(descriptor, "wb") as file:
                file.write(json.dumps(facts).encode() + b"\n" + made.mp3)
            os.replace(temporary, path)
        except OSError:
            if temporary:
                Path(temporary).unlink(missing_ok=True)

    def _recall(self, key: str) -> Speech | None:
        with self._lock:
            if key in self._private:
                self._private.move_to_end(key)
            return self._private.get(key)

    def _remember(self, key: str, made: Speech) -> None:
        with self._lock:
            self._private[key] = made
            while len(self._private) > PRIVATE_SENTENCES:
                self._private.popitem(last=False)


def _key(engine: SpeechEngine, text: str, language: str, rate: int) -> str:
    """64 hex digits naming this sentence in this voice at this speed."""
    wanted = engine.fingerprint(text, language, rate)
    return hashlib.sha256(f"{engine.name}\n{wanted}".encode()).hexdigest()
