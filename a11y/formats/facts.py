"""Text → the facts that must be the same in every edition: amounts, dates, numbers, names.

Every digit of a text belongs to exactly one fact, so no figure escapes the comparison; the kinds
only tell people what differs. Spaces and line ends are left out first: paper breaks lines inside
numbers, and PDF readers drop or add spaces there. No digit is ever left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize


class FactKind(StrEnum):
    """What sort of fact; ITEM is the number by which people call a place in the text."""

    AMOUNT = "amount"
    DATE = "date"
    TIME = "time"
    PHONE = "phone number"
    PERCENT = "percentage"
    AGE = "age"
    DURATION = "duration"
    NUMBER = "number"
    NAME = "name"
    ITEM = "item number"


@dataclass(frozen=True, order=True)
class Fact:
    """One fact. ``value`` is the same however it is set: without spaces, commas, wide forms.

    ``written`` is how the text has it, for saying it aloud.
    """

    kind: FactKind
    value: str
    written: str = ""

    @property
    def key(self) -> tuple[FactKind, str]:
        """What two editions must have in common."""
        return (self.kind, self.value)

    @property
    def figures(self) -> tuple[str, ...]:
        """Its rows of digits, in order: all that braille cells show of a fact."""
        return tuple(re.findall(r"\d+(?:\.\d+)*", self.value))


@dataclass(frozen=True)
class Squeezed:
    """Text without spaces and in plain forms; ``places`` are indexes into the text it came from."""

    text: str
    places: tuple[int, ...]


_MONTHS = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_NUM = r"\d+(?:,\d{3})*(?:\.\d+)?"
_PHONE = (
    r"(?<![\d*])(?:(?:\+86-?)?1[3-9]\d[\d*]{4}\d{4}|0\d{2,3}-?\d{7,8}|[48]00-?\d{3}-?\d{4}"
    r"|12\d{3}|95\d{3}|962\d{3}|11\d|120)(?![\d*])"
)
_NUMBER = r"\d(?:[\d,.*/-]*[\d*])?[Xx]?"
# In order: the first kind that fits at a place has the digits there. Spaces are gone already.
_CHINESE = {
    FactKind.DATE: r"\d{4}-\d\d?-\d\d?|\d{4}年(?:\d\d?月(?:\d\d?[日号號])?)?|\d\d?月\d\d?[日号號]",
    FactKind.TIME: r"\d\d?:\d\d(?!\d)|\d\d?[点點時](?:\d\d?分|半)",
    FactKind.AMOUNT: rf"¥-?{_NUM}[万萬亿億]?元?|-?{_NUM}[万萬亿億]?[元角]",
    FactKind.PERCENT: rf"{_NUM}[%‰]",
    FactKind.AGE: rf"{_NUM}[周週]?[岁歲]",
    FactKind.DURATION: rf"{_NUM}[个個]?(?:工作日|小[时時]|分[钟鐘]|天|[周週]|星期|年|月|秒)",
    FactKind.PHONE: _PHONE,
    FactKind.NUMBER: rf"{_NUMBER}|[一二三四五六七八九十百千万兩两零]+[级級折倍成]",
}
_ENGLISH = {
    FactKind.DATE: rf"\d{{4}}-\d\d?-\d\d?|\d\d?{_MONTHS}(?:\d{{4}})?"
    rf"|{_MONTHS}(?:\d{{4}}|\d\d?(?:,\d{{4}})?)",
    FactKind.TIME: r"\d\d?:\d\d(?!\d)",
    FactKind.AMOUNT: rf"¥-?{_NUM}(?:million)?|-?{_NUM}(?:million)?(?:yuan|RMB)",
    FactKind.PERCENT: rf"{_NUM}(?:%|percent)",
    FactKind.AGE: rf"{_NUM}(?:yearsold|yearsofage|orolder|orover)",
    FactKind.DURATION: rf"{_NUM}(?:working)?(?:day|hour|minute|week|month|year|second)s?",
    FactKind.PHONE: _PHONE,
    FactKind.NUMBER: _NUMBER,
}
# Braille and small devices know only the plain ones.
_PLAIN_MARKS = str.maketrans("‘’“”", "''\"\"")
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]")


def _compiled(kinds: Mapping[FactKind, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind.name}>{pattern})" for kind, pattern in kinds.items()))


_CHINESE_FACTS = _compiled(_CHINESE)
_ENGLISH_FACTS = _compiled(_ENGLISH)


def squeezed(text: str) -> Squeezed:
    """``text`` in its plain forms (NFKC, digits of all scripts), without anything unseen.

    A space after a comma or colon stays: "tier 2: 22" is no time, "2, 000" no thousand.
    """
    said: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text.translate(_PLAIN_MARKS)):
        # A Chinese comma parts numbers; it never groups the digits of one.
        for plain in char if char == "，" else normalize("NFKC", char):
            apart = plain == " " and said[-1:] in ([","], [":"]) and text[place - 1] in ",:"
            if apart or not _UNSEEN.match(plain):
                said.append(str(int(plain)) if plain.isdecimal() else plain)
                places.append(place)
    return Squeezed("".join(said), tuple(places))


def facts_of(text: str, language: str, names: Sequence[str] = ()) -> tuple[Fact, ...]:
    """The facts of a text in order, then its ``names``, each as often as the text has it.

    ``language`` is a BCP 47 tag, zh-Hans, zh-Hant or en.
    """
    plain = squeezed(text)
    pattern = _ENGLISH_FACTS if language.startswith("en") else _CHINESE_FACTS
    found = []
    for match in pattern.finditer(plain.text):
        start, end = plain.places[match.start()], plain.places[match.end() - 1] + 1
        kind = FactKind[str(match.lastgroup)]
        found.append(Fact(kind, match[0].replace(",", ""), text[start:end]))
    return (*found, *_named(plain.text, names))


def _named(text: str, names: Sequence[str]) -> list[Fact]:
    """Paper may divide a word with a hyphen at a line's end, so hyphens count for nothing."""
    text, found = text.replace("-", ""), []
    for name in dict.fromkeys(names):
        plain = squeezed(name).text.replace("-", "")
        found += [Fact(FactKind.NAME, plain, name)] * (text.count(plain) if plain else 0)
    return found
