"""The catalogues: one set of translated sentences per locale, read once when the program starts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

TRANSLATIONS = Path(__file__).parent / "translations"
SOURCE = "zh_Hans"


class GuideSentences(NullTranslations):
    """What guides say in questions of their own: asked where a catalogue knows no sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        """The sentence in this language, else as it is."""
        return self.known.get(message, message)

    def learn(self, sentences: Mapping[str, str]) -> bool:
        """Take sentences in; whether one of them is new or changed."""
        news = {said: text for said, text in sentences.items() if self.known.get(said) != text}
        self.known.update(news)
        return bool(news)


@cache
def guide_sentences(name: str) -> GuideSentences:
    """The guides' sentences of one catalogue."""
    return GuideSentences()


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
    fresh = mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime
    known = Translations(BytesIO(mo.read_bytes() if fresh else compiled(po)))
    known.add_fallback(guide_sentences(name))
    return known


def catalogue_path(name: str) -> Path:
    """Where the sentences of one catalogue are written and reviewed."""
    return TRANSLATIONS / name / "LC_MESSAGES" / "messages.po"


def compiled(po: Path) -> bytes:
    """The machine form (.mo) of one catalogue."""
    binary = BytesIO()
    with po.open("rb") as file:
        write_mo(binary, read_po(file))
    return binary.getvalue()
