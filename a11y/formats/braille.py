"""A sheet of facts → braille pages: a BRF file to emboss and the same lines as Unicode braille.

Layout by BANA Braille Formats 2016: 25 lines of 40 cells; the number of the print page at the
right of line 1, that of the braille page at the right of line 25; a line of dots 3-6 where a new
print page begins; headings from cell 5 after a blank line; items from cell 1, what runs over from
cell 3. Lines end with CR LF, pages are parted by a form feed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from a11y.formats.braille_words import BLANK, CHINESE, braille_words
from a11y.formats.louis import BrailleMissing, translate
from a11y.formats.sheet import Sheet
from a11y.msgids import gettext_noop

__all__ = ["CELLS", "DRAFT", "LINES", "Braille", "BrailleMissing", "braille"]

CELLS = 40
LINES = 25
DRAFT = gettext_noop("盲文草稿，尚未校对。")
# North American Braille ASCII, in the order of U+2800 to U+283F.
ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
_TO_ASCII = {0x2800 + place: char for place, char in enumerate(ASCII)}
_RULE = "⠤"
_TITLE_CELLS = CELLS - 10
# A row of digits stays whole even where a word longer than a line must be cut.
_NEVER_CUT = re.compile(r"⠼[⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠄⠂⠲]+|.")
_GROUP_GAP = re.compile(r"(?<=[⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚])⠐(?=[⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚])")


@dataclass(frozen=True)
class Braille:
    """``brf`` is ASCII with CR LF and form feeds; ``unicode`` has the same lines in U+2800."""

    brf: bytes
    unicode: str


@dataclass(frozen=True)
class _Indent:
    """Blank cells before the first line of a block, and before those it runs over to."""

    first: int
    over: int


@dataclass(frozen=True)
class _Line:
    """Cells, the print page they stand on (0: there is no print), and whether they only lead on."""

    cells: str
    print_page: int
    leads: bool = False


_HEADING, _ITEM, _PARAGRAPH = _Indent(4, 4), _Indent(0, 2), _Indent(2, 0)


def braille(sheet: Sheet, pages: Mapping[str, int], language: str, draft: str = DRAFT) -> Braille:
    """The sheet in braille; ``pages`` is on which page of the print each item begins, by number.

    ``pages`` is empty where there is no print. ``draft`` is the sentence by which readers know that
    nobody has proofread it. Raises BrailleMissing where the system cannot write braille.
    """
    lines = list(_lines(sheet, pages, language, draft))
    title = _wrapped(braille_words(sheet.title, language), _Indent(0, 0), _TITLE_CELLS)[:1]
    bound = list(_bound(lines, "".join(title)))
    as_unicode = "\f".join("".join(f"{line}\n" for line in page) for page in bound)
    brf = as_unicode.replace("\n", "\r\n").translate(_TO_ASCII).encode("ascii")
    return Braille(brf, as_unicode)


def _lines(sheet: Sheet, pages: Mapping[str, int], language: str, draft: str) -> Iterator[_Line]:
    """Every line of the text, in order, with the print page it stands on."""
    at = min(pages.values(), default=0)

    def block(text: str, indent: _Indent) -> Iterator[_Line]:
        if indent is _HEADING:
            yield _Line("", at, leads=True)
        for cells in _wrapped(braille_words(text, language), indent):
            yield _Line(cells, at, leads=indent is _HEADING)

    yield from block(sheet.title, _HEADING)
    yield from block(draft, _PARAGRAPH)
    yield from block(sheet.summary, _PARAGRAPH)
    for item in sheet.items():
        page = pages.get(item.number, at)
        if page != at:
            at = page
            yield _Line(_turned(page), at, leads=True)
        yield from block(f"{item.number}. {item.text}", _HEADING if item.is_heading else _ITEM)
    yield from block(sheet.address, _HEADING)


def _wrapped(words: Sequence[str], indent: _Indent, width: int = CELLS) -> list[str]:
    """Words as lines of at most ``width`` cells, filled one after another."""
    lines, line = [], BLANK * indent.first
    start, room = line, width - max(indent.first, indent.over)
    for word in words:
        for part in [word] if len(word) <= room else _cut(word, room):
            if line != start and len(line) + 1 + len(part) > width:
                lines.append(line)
                line = start = BLANK * indent.over
            line += part if line == start else BLANK + part
    return [*lines, line] if line != start else lines


def _cut(word: str, width: int) -> Iterator[str]:
    """A word longer than a line in parts: at its blanks, else between any two cells but digits."""
    for part in _GROUP_GAP.sub(f"{BLANK}⠼", word).split(BLANK):
        piece = ""
        for unit in _NEVER_CUT.findall(part):
            if len(piece) + len(unit) > width:
                yield piece
                piece = ""
            piece += unit
        yield piece


def _turned(page: int) -> str:
    """The line that shows where a page of the print begins."""
    number = _number(page)
    return _RULE * (CELLS - len(number)) + number


def _bound(lines: Sequence[_Line], title: str) -> Iterator[list[str]]:
    """Pages of 25 lines: head, 23 lines of text, foot. A heading never ends a page."""
    at, number, same = 0, 1, Counter[int]()
    while at < len(lines):
        while at < len(lines) - 1 and (not lines[at].cells or _RULE * 9 in lines[at].cells):
            at += 1
        end = min(at + LINES - 2, len(lines))
        while end < len(lines) and end > at + 1 and lines[end - 1].leads:
            end -= 1
        shown = lines[at].print_page
        # A print page that goes on is 2, then a2, b2 (BANA 1.10).
        again = chr(0x60 + min(same[shown], 26)) if same[shown] else ""
        print_number = translate(again, CHINESE) + _number(shown) if shown else ""
        text = [line.cells for line in lines[at:end]]
        text += [""] * (LINES - 2 - len(text))
        yield [_ends(title, print_number), *text, _ends("", _number(number))]
        at, number, same = end, number + 1, same + Counter([shown])


def _ends(left: str, right: str) -> str:
    """One line with something at both its ends."""
    return (left + BLANK * (CELLS - len(left) - len(right)) + right).rstrip(BLANK)


def _number(number: int) -> str:
    return translate(str(number), CHINESE)
