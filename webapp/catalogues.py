"""The catalogues: one set of translated sentences per locale, read once when the program starts."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

TRANSLATIONS = Path(__file__).parent / "translations"
SOURCE = "zh_Hans"


@cache
def catalogue(name: str) -> NullTranslations:
    """The sentences of one catalogue (``en``, ``zh_Hant``); the source translates to itself.

    A sentence the catalogue lacks comes back in the source language: ``make check`` refuses such a
    catalogue, a resident still gets a sentence.
    """
    if name == SOURCE:
        return NullTranslations()
    po = catalogue_path(name)
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
        return Translations(BytesIO(mo.read_bytes()))
    return Translations(BytesIO(compiled(po)))


def catalogue_path(name: str) -> Path:
    """Where the sentences of one catalogue are written and reviewed."""
    return TRANSLATIONS / name / "LC_MESSAGES" / "messages.po"


def compiled(po: Path) -> bytes:
    """The machine form (.mo) of one catalogue."""
    binary = BytesIO()
    with po.open("rb") as file:
        write_mo(binary, read_po(file))
    return binary.getvalue()
