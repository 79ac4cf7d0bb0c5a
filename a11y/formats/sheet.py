"""A sheet of facts: what every edition is made from, its items numbered the same in all of them.

Two people with different editions, one in braille and one in large print, can so talk about
"item 3.2" on the telephone.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A heading and its points, in the language of the sheet, without markup."""

    heading: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """A heading ("3") or a point below one ("3.2"); ``number`` is what people call it by."""

    number: str
    text: str
    is_heading: bool


@dataclass(frozen=True)
class Sheet:
    """What there is to know about one thing: title, a sentence on it, sections, and its address."""

    title: str
    summary: str
    sections: tuple[Section, ...]
    address: str

    def items(self) -> tuple[Item, ...]:
        """Headings and points in order. Every edition takes its numbers from here."""
        found: list[Item] = []
        for number, section in enumerate(self.sections, 1):
            found.append(Item(str(number), section.heading, True))
            points = enumerate(section.points, 1)
            found += [Item(f"{number}.{place}", text, False) for place, text in points]
        return tuple(found)
