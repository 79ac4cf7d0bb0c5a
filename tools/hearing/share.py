"""How much of what was said was heard: toneless pinyin, compared syllable by syllable."""

import re
from collections.abc import Sequence

from a11y.speech.pronunciation.numerals import called, measured, quantity
from a11y.speech.pronunciation.pronounce import syllables

# A listener writes figures as digits; whether 1 was said yi or yao and 2 er or liang is then
# the writer's choice.
_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_AS_DIGITS = {"幺": "yi", "两": "er"}


def said_sounds(text: str, gold: str) -> list[str]:
    """Toneless pinyin of the expected readings of a sentence."""
    expected = [reading.rstrip("12345") for reading in gold.split()]
    parts = [part for part in syllables(text) if not part.is_pause]
    if len(parts) != len(expected):
        return expected
    return [_AS_DIGITS.get(part.char, sound) for part, sound in zip(parts, expected, strict=True)]


def heard_sounds(text: str, said: Sequence[str]) -> list[str]:
    """Toneless pinyin of what was written down, in either script.

    A figure is taken as said in the way that fits ``said`` best: as a number, as an amount, digit
    by digit, or as our own rules read it where it stands.
    """
    for figure in reversed(list(_FIGURE.finditer(text))):
        ways = [figure[0], quantity(figure[0]), measured(figure[0]), _one_by_one(figure[0])]
        written = [text[: figure.start()] + way + text[figure.end() :] for way in ways]
        text = min(written, key=lambda each: errors(said, _sounds(each)))
    return _sounds(text)


def _one_by_one(figure: str) -> str:
    whole, point, rest = figure.replace(",", "").partition(".")
    return called(whole) + ("点" if point else "") + called(rest)


def _sounds(text: str) -> list[str]:
    # Characters of the other script become simplified; simplified ones stay.
    parts = [part for part in syllables(text, "zh-Hant") if not part.is_pause]
    return [_AS_DIGITS.get(part.char, part.reading.rstrip("12345")) for part in parts]


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Syllables lost, added or mistaken: the least number of changes from one to the other."""
    row = list(range(len(heard) + 1))
    for number, sound in enumerate(said, 1):
        before, row[0] = row[0], number
        for place, other in enumerate(heard, 1):
            changed = before + (sound != other)
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, changed)
    return row[-1]


def share_heard(pairs: Sequence[tuple[list[str], list[str]]]) -> float:
    """1 less the errors by the syllables said, over all sentences."""
    total = sum(len(said) for said, _ in pairs)
    wrong = sum(errors(said, heard) for said, heard in pairs)
    return 1 - wrong / total
