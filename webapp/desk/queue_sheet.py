"""A queue as a table for Excel: what anybody has typed stays text and is never a formula."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from services.desk.todos import Todo
from services.words import Words, words
from webapp.locales import Locale, say

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# In characters; wide enough for a reference and for a sentence.
COLUMNS: tuple[tuple[Words, int], ...] = (
    (words("凭证号"), 20),
    (words("什么事"), 24),
    (words("下一步"), 48),
    (words("谁在办"), 20),
    (words("最晚哪天"), 14),
    (words("过了几天"), 10),
)


@dataclass(frozen=True)
class Line:
    """A row of the table; ``service`` and ``reference`` are empty where it is about no case."""

    todo: Todo
    service: str
    reference: str
    late: int


def sheet(title: Words, lines: Iterable[Line], locale: Locale) -> bytes:
    """The file. Rows are written as they come, so that a long queue takes no more memory."""
    # The library costs a start 60 ms, and few pages need it.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet(_name(say(title, locale)))
    _set_up(page)
    page.append([say(heading, locale) for heading, _ in COLUMNS])
    for each in lines:
        page.append(_cells(page, each, locale))
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        return file.read()


def _set_up(page: WriteOnlyWorksheet) -> None:
    """Headings stay in sight, and each column is wide enough."""
    page.freeze_panes = "A2"
    for letter, (_, width) in zip("ABCDEF", COLUMNS, strict=True):
        page.column_dimensions[letter].width = width  # type: ignore[attr-defined]


def _cells(page: WriteOnlyWorksheet, each: Line, locale: Locale) -> list[Any]:
    todo = each.todo
    texts = (each.reference, each.service, say(todo.next, locale), todo.holder or "")
    return [*(_text(page, text) for text in texts), todo.due, each.late or None]


def _text(page: WriteOnlyWorksheet, text: str) -> Cell | str:
    """Text, whatever sign it begins with, without signs that no file may hold."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    plain = ILLEGAL_CHARACTERS_RE.sub("", text)
    if not plain.startswith("="):
        return plain
    cell: Cell = WriteOnlyCell(page, plain)
    cell.data_type = "s"
    return cell


def _name(title: str) -> str:
    """A name that a sheet may have: 31 signs, none that means something in a formula."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:31]
