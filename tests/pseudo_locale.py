"""The pseudo-locale: whatever passed a catalogue or a formatter stands in ⟦marks⟧."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from babel.support import NullTranslations

from services.words import Money, Month
from tests.html_rules.language import EVERYWHERE_WORDS, HAN, LATIN, texts
from tests.html_rules.page import Page
from webapp.formatting import ChineseFormats, Formats
from webapp.locales import Locale

MARKED = re.compile(r"⟦[^⟦⟧]*⟧")


def marked(text: str) -> str:
    """A sentence that a catalogue or a formatter gave."""
    return f"⟦{text}⟧"


class MarkedTranslations(NullTranslations):
    """A catalogue that knows every sentence."""

    def gettext(self, message: str) -> str:
        return marked(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return marked(msgid1)

    ugettext, ungettext = gettext, ngettext  # what Flask-Babel calls


@dataclass(frozen=True)
class MarkedFormats:
    """Formats whose every answer is marked."""

    plain: ChineseFormats

    def listed(self, names: Sequence[str]) -> str:
        listed = self.plain.listed(names)
        return listed if MARKED.search(listed) else marked(listed)

    def money(self, amount: Money) -> str:
        return marked(self.plain.money(amount))

    def month(self, month: Month) -> str:
        return marked(self.plain.month(month))

    def day(self, day: date) -> str:
        return marked(self.plain.day(day))

    def clock(self, time: datetime | time) -> str:
        return marked(self.plain.clock(time))

    def moment(self, time: datetime) -> str:
        return marked(self.plain.moment(time))

    # Last, for inside the class its name hides the type.
    def date(self, day: date) -> str:
        return marked(self.plain.date(day))

    def number(self, value: int | Decimal) -> str:
        return marked(self.plain.number(value))


class PseudoLocale(Locale):
    """A locale nobody is offered; a test adds it to LOCALES."""

    @property
    def translations(self) -> NullTranslations:
        return MarkedTranslations()


FORMATS: Formats = MarkedFormats(ChineseFormats())
PSEUDO = PseudoLocale("xx", "ltr", "⟦xx⟧", "zh_Hans", "cmn", FORMATS)


def unmarked(html: str, guides: str) -> list[str]:
    """Visible texts of a page that no catalogue ever saw.

    Left aside: what belongs to a resident or to no language (``translate="no"``, languages under
    their own ``lang``), and the texts of the guides, which are whole files per language.
    """
    page = Page("", 200, {}, html)
    shown = "\n".join(text for text, language in texts(page.root, "xx") if language == "xx")
    before = ""
    while shown != before:
        before, shown = shown, MARKED.sub("", shown)
    return [text for line in shown.split("\n") if (text := _words(line)) and not _of(guides, text)]


def _of(guides: str, text: str) -> bool:
    """Whether a text is made of a guide's: an edition may put its pieces on one line."""
    return all(piece in guides for piece in text.split())


def _words(line: str) -> str:
    line = " ".join(line.split()).strip(" -·")
    foreign = set(LATIN.findall(line)) - EVERYWHERE_WORDS
    return line if HAN.search(line) or foreign else ""
