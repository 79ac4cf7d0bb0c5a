"""Editions of a sheet as the gate reads them, and guides as sheets: for tests that compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from flask import Flask

from a11y.formats.audio import HeardItem, said_items
from a11y.formats.braille import BrailleMissing, braille
from a11y.formats.epub import epub
from a11y.formats.gate import Difference, Edition, differences
from a11y.formats.large_print import large_print
from a11y.formats.plain_text import plain_text
from a11y.formats.read_back import braille_text, epub_text, pdf_text
from a11y.formats.sheet import Section, Sheet
from a11y.speech.script.page import script_of
from a11y.speech.script.spoken_words import CHINESE
from a11y.speech.script.tree import parse
from services.catalogue import Entry
from tests.site import NOW
from webapp.editions.guide_sheet import guide_sheet
from webapp.pages.catalogue import tariff_of, unit_of
from webapp.wiring import parts

_ITEM = re.compile(r"(\d+)\.(?:\d+\.)? (.*)")


def plain(sheet: Sheet, _language: str) -> str:
    """Plain text."""
    return plain_text(sheet)


def spoken(sheet: Sheet, language: str) -> str:
    """What the audio edition says, with the numbers of items as in plain text."""
    said = said_items(sheet, language)
    return "\n".join(item.written(item.sentences) for item in said)


def talking_book(sheet: Sheet, language: str) -> str:
    """The text of the EPUB, whose sound is left out."""
    items = [HeardItem(item, b"", 1_000) for item in said_items(sheet, language)]
    return epub_text(epub(sheet, items, language, NOW))


def in_braille(sheet: Sheet, language: str) -> str:
    """The BRF file read back. Raises BrailleMissing."""
    return braille_text(braille(sheet, {}, language).brf, language)


def in_print(sheet: Sheet, language: str) -> str:
    """The PDF read back. Raises PrintMissing."""
    return pdf_text(large_print(sheet, 18, language).pdf)


# Made from a sheet within milliseconds.
QUICK: dict[Edition, Callable[[Sheet, str], str]] = {
    Edition.PLAIN: plain,
    Edition.AUDIO: spoken,
    Edition.EPUB: talking_book,
    Edition.BRAILLE: in_braille,
}


def wrong_quick_editions(sheet: Sheet, language: str) -> Iterator[str]:
    """What the quick editions of a sheet say otherwise."""
    for kind, make in QUICK.items():
        try:
            edition = make(sheet, language)
        except BrailleMissing:
            # Where the system cannot write braille, nobody is given any.
            continue
        yield from _named(kind, differences(sheet, edition, kind, language))


def wrong_page(sheet: Sheet, language: str, page: str) -> Iterator[str]:
    """What a page and its script say otherwise than the sheet of its facts."""
    yield from _named(Edition.PAGE, differences(sheet, page, Edition.PAGE, language))
    script = script_of_facts(page)
    yield from _named(Edition.SCRIPT, differences(sheet, script, Edition.SCRIPT, language))


def _named(kind: Edition, found: tuple[Difference, ...]) -> Iterator[str]:
    return (f"{kind}, {each}" for each in found)


def script_of_facts(page: str) -> str:
    """The script of a page without the list of its editions, whose files are called by size."""
    main = parse(page).find("main")
    assert main is not None
    beside = [
        (place,) for place, node in enumerate(main.elements()) if node.get("id") == "editions"
    ]
    lines = script_of(page, CHINESE, private=False).lines
    return "\n".join(line.text for line in lines if line.path[:1] not in beside)


def guide_sheets(site: Flask, language: str) -> list[tuple[Entry, Sheet]]:
    """Every guide with its sheet."""
    with site.test_request_context(f"/?lang={language}"):
        site.preprocess_request()
        entries = parts(site).catalogue.entries
        return [(each, guide_sheet(each, tariff_of(each), unit_of(each))) for each in entries]


def sheet_of(text: str) -> Sheet:
    """A sheet from its own plain text."""
    title, _, summary, *others, address = text.strip().splitlines()
    found: dict[str, list[str]] = {}
    for match in filter(None, map(_ITEM.match, others)):
        found.setdefault(match[1], []).append(match[2])
    sections = tuple(Section(heading, tuple(points)) for heading, *points in found.values())
    return Sheet(title, summary, sections, address)
