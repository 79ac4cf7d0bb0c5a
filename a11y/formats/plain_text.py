"""A sheet of facts → plain text: every heading and point numbered, nothing drawn, no line cut.

Numbers let people say on the telephone where they are. Lines are not wrapped: whoever reads in
large letters, or by ear, has lines of another length.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A heading and its points, in the language of the sheet, without markup."""

    heading: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What there is to know about one thing: title, a sentence on it, sections, and its address."""

    title: str
    summary: str
    sections: tuple[Section, ...]
    address: str


def plain_text(sheet: Sheet) -> str:
    """The sheet as text that ends with a line end."""
    blocks = [sheet.title, sheet.summary]
    for number, section in enumerate(sheet.sections, 1):
        points = enumerate(section.points, 1)
        lines = [f"{number}. {section.heading}", *(f"{number}.{n}. {said}" for n, said in points)]
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, sheet.address]) + "\n"
