"""Large print that was made once: public sheets only, in a folder, named by what they say."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from a11y.formats.large_print import LAYOUT, LargePrint, PrintWords
from a11y.formats.sheet import Sheet

# Some 25 guides in three languages and two sizes are 150 files of 150 kB; the rest are old ones.
MOST_FILES = 400
_log = logging.getLogger(__name__)


class KeptPrints:
    """Large print by key. A full or read-only disk costs only speed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, key: str) -> LargePrint | None:
        """What is kept and whole: a file is one line of JSON (pages, length) and the PDF."""
        try:
            head, _, pdf = self._path(key).read_bytes().partition(b"\n")
            facts = json.loads(head)
            return LargePrint(pdf, facts["pages"]) if len(pdf) == facts["bytes"] else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, key: str, made: LargePrint) -> None:
        """Keep it whole or not at all; the oldest make room."""
        head = json.dumps({"pages": dict(made.pages), "bytes": len(made.pdf)}).encode()
        temporary = None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(dir=self.folder, suffix=".part")
            with os.fdopen(descriptor, "wb") as file:
                file.write(head + b"\n" + made.pdf)
            os.replace(temporary, self._path(key))
            self._make_room()
        except OSError as error:
            if temporary:
                Path(temporary).unlink(missing_ok=True)
            _log.error("large print can't be kept in %s: %s", self.folder, error)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.print"

    def _make_room(self) -> None:
        kept = sorted(self.folder.glob("*.print"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-MOST_FILES]:
            path.unlink(missing_ok=True)


def print_key(sheet: Sheet, points: int, language: str, words: PrintWords, qr: str) -> str:
    """64 hex digits that change whenever the file would."""
    release = (LAYOUT, version("weasyprint"), version("pylopdf-fonts-zh-cn"))
    content = [release, asdict(sheet), points, language, asdict(words), qr]
    return sha256(json.dumps(content).encode()).hexdigest()
