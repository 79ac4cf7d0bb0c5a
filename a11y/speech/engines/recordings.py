"""Sentences read by people: MP3 files in an operator's folder, which no machine's voice outdoes.

The folder's ``index.toml`` says what each file is:

    [[recording]]
    text = "您好，今天办什么？"
    language = "zh-Hans"
    file = "welcome.mp3"   # mono, 24 kHz
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from a11y.speech.mp3 import SAMPLE_RATE, duration_ms, is_mono_of, without_tags

from .port import CannotSay, Speech

INDEX = "index.toml"
RATE = 100  # percent; other speeds are a synthesiser's
LARGEST = 4 << 20  # bytes: a quarter of an hour

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Recording:
    path: Path
    digest: str


class RecordingsEngine:
    """Says what somebody recorded, and nothing else; skips what is damaged, with a log line."""

    name = "recordings"

    def __init__(self, folder: Path) -> None:
        """Reads and checks all files of ``folder`` once; new ones are found after a restart."""
        self._recordings = dict(_listed(folder))

    @property
    def available(self) -> bool:
        """Whether there is any recording."""
        return bool(self._recordings)

    def fingerprint(self, text: str, language: str, rate: int) -> str:
        """The recording's content. Raises CannotSay where there is none of this sentence."""
        return f"recording {self._found(text, language, rate).digest}"

    def synthesise(self, text: str, language: str, rate: int) -> Speech:
        """The recording, without marks. Raises CannotSay."""
        found = self._found(text, language, rate)
        try:
            mp3 = _checked(found.path)
        except (OSError, ValueError) as error:
            _log.error("recording %s can't be played: %s", found.path.name, error)
            raise CannotSay("the recording of this sentence is damaged") from error
        return Speech(mp3, (), duration_ms(mp3))

    def close(self) -> None:
        """Holds nothing."""

    def _found(self, text: str, language: str, rate: int) -> _Recording:
        found = self._recordings.get((_tidy(text), language))
        if found is None or rate != RATE:
            raise CannotSay("nobody recorded this sentence")
        return found


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _listed(folder: Path) -> Iterator[tuple[tuple[str, str], _Recording]]:
    """((text, language), recording) of every sound entry of the index."""
    index = folder / INDEX
    if not index.exists():
        return
    try:
        entries = tomllib.loads(index.read_text("utf-8")).get("recording", [])
    except (OSError, ValueError) as error:
        _log.error("recordings left out: %s: %s", index, error)
        return
    for number, entry in enumerate(entries if isinstance(entries, list) else [], 1):
        try:
            yield _entry(folder, entry)
        except (OSError, ValueError) as error:
            _log.error("recording %d of %s left out: %s", number, index, error)


def _entry(folder: Path, entry: Any) -> tuple[tuple[str, str], _Recording]:
    fields = ("text", "language", "file")
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in fields):
        raise ValueError("text, language and file are needed, each as a string")
    text, language, name = (entry[key] for key in fields)
    if not _tidy(text) or Path(name).name != name:
        raise ValueError("text is empty, or file is not a plain name")
    path = folder / name
    return (_tidy(text), language), _Recording(path, sha256(_checked(path)).hexdigest())


def _checked(path: Path) -> bytes:
    """The sound of an MP3 file. Raises OSError, and ValueError for any other kind of file."""
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path.name} is larger than {LARGEST} bytes")
    mp3 = without_tags(path.read_bytes())
    duration_ms(mp3)
    if not is_mono_of(mp3, SAMPLE_RATE):
        raise ValueError(f"{path.name} is not mono of {SAMPLE_RATE} Hz, as all other voices are")
    return mp3
