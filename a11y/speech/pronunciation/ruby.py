"""Pinyin to print over the characters of a page: dictionary readings with tone marks."""

from __future__ import annotations

import re

from pypinyin.contrib.tone_convert import to_tone

from .general import HANZI, simplified
from .lexicon import cut

_DIGIT = re.compile(r"\d")
# A figure stands for a numeral, so the words after it are known: 3 只 is read like 一只.
_NUMERAL = "一"
_BLANK = re.compile(r"(?<=\d)\s+|\s+(?=\d)")
_HANZI = re.compile(rf"[{HANZI}]")


def ruby_pairs(text: str, language: str) -> list[tuple[str, str]]:
    """Pieces of ``text`` in order with their pinyin: one hanzi each, ``""`` for all between.

    The pieces joined are ``text``. Tones are those of the dictionary, not the changed ones of
    connected speech, as in schoolbooks. A hanzi nobody has a reading for has ``""``. In other
    languages than Chinese, names in hanzi are given their pinyin all the same.
    """
    blanks = {at for blank in _BLANK.finditer(text) for at in range(*blank.span())}
    places = [place for place in range(len(text)) if place not in blanks]
    tight = simplified("".join(text[place] for place in places))
    tight = _DIGIT.sub(_NUMERAL, tight)
    read: dict[int, str] = {}
    for part in cut(tight):
        for offset, reading in enumerate(part.readings, part.start):
            read[places[offset]] = to_tone(reading)
    return _joined(text, read)


def tone_marked(reading: str) -> str:
    """Numbered pinyin as people write it: ``yin2 hang2`` → ``yín háng``."""
    return " ".join(to_tone(part) for part in reading.split())


def _joined(text: str, read: dict[int, str]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for place, char in enumerate(text):
        reading = read.get(place, "") if _HANZI.fullmatch(char) else ""
        if not reading and pairs and not pairs[-1][1]:
            pairs[-1] = (pairs[-1][0] + char, "")
        else:
            pairs.append((char, reading))
    return pairs
