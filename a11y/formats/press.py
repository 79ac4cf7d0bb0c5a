"""Large print set in a process of its own, so that a second of typesetting holds no page up.

Sheets go in and files come out through pipes: nothing of a private one touches the disk.
"""

from __future__ import annotations

import json
import select
import struct
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from a11y.formats.large_print import CHINESE, LargePrint, PrintMissing, PrintWords, large_print
from a11y.formats.sheet import Section, Sheet
from a11y.speech.engines.helper import Helper
from a11y.speech.engines.port import SpeechFailed

ROOT = Path(__file__).parents[2]
PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from a11y.formats.press import serve; serve()"
)
# The first sheet loads the typesetter (2 s); a long one in 24 points takes 1 s on a free machine.
TIMEOUT_S = 60.0
# It holds 110 MB.
IDLE_S = 600


class PrintFailed(Exception):
    """This sheet could not be set now."""


class Press:
    """Prints sheets one after another, for any thread."""

    def __init__(self) -> None:
        self._helper = Helper([sys.executable, "-c", PROGRAM, str(ROOT)], TIMEOUT_S)

    def large_print(
        self, sheet: Sheet, points: int, language: str, words: PrintWords = CHINESE, qr: str = ""
    ) -> LargePrint:
        """As ``large_print``. Raises PrintMissing without pango, PrintFailed for other failures."""
        request = {"sheet": asdict(sheet), "points": points, "language": language}
        try:
            head, pdf = self._helper.ask({**request, "words": asdict(words), "qr": qr})
        except SpeechFailed as error:
            raise PrintFailed("the press gave no answer") from error
        if "missing" in head:
            raise PrintMissing(head["missing"])
        if "failed" in head:
            raise PrintFailed(head["failed"])
        return LargePrint(pdf, head["pages"])

    def close(self) -> None:
        """End the process; the next sheet starts a new one."""
        self._helper.close()


def answered(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """What the process answers: the pages of the items and the file, or why there is none."""
    given = request["sheet"]
    sections = tuple(Section(each["heading"], tuple(each["points"])) for each in given["sections"])
    sheet = Sheet(given["title"], given["summary"], sections, given["address"])
    words = PrintWords(**request["words"])
    try:
        made = large_print(sheet, request["points"], request["language"], words, request["qr"])
    except PrintMissing as error:
        return {"missing": str(error)}, b""
    except Exception as error:
        # Its message may quote the sheet.
        return {"failed": type(error).__name__}, b""
    return {"pages": dict(made.pages)}, made.pdf


def serve() -> None:
    """Answer requests until stdin ends, or none has come for ten minutes."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while select.select([requests], [], [], IDLE_S)[0]:
        head = requests.read(4)
        if len(head) < 4:
            return
        frame = requests.read(struct.unpack(">I", head)[0])
        facts, pdf = answered(json.loads(frame))
        _write(answers, json.dumps(facts).encode())
        _write(answers, pdf)
        answers.flush()


def _write(stream: IO[bytes], frame: bytes) -> None:
    stream.write(struct.pack(">I", len(frame)) + frame)
