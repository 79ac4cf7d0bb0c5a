"""Large print set in a process of its own, so that a second of typesetting holds no page up.

Sheets go in and files come out through pipes: nothing of a private one touches the disk.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from a11y.formats.large_print import CHINESE, LargePrint, PrintMissing, PrintWords, large_print
from a11y.formats.sheet import Section, Sheet
from a11y.speech.engines.frames import serve
from a11y.speech.engines.helper import Helper, program
from a11y.speech.engines.port import SpeechFailed

# The first sheet loads the typesetter (2 s); a long one in 24 points takes 1 s on a free machine.
TIMEOUT_S = 60.0
# It holds 110 MB.
IDLE_S = 600


class PrintFailed(Exception):
    """This sheet could not be set now."""


class Press:
    """Prints sheets one after another, for any thread."""

    def __init__(self) -> None:
        self._helper = Helper(program("a11y.formats.press"), TIMEOUT_S)

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


if __name__ == "__main__":
    serve(answered, IDLE_S)
