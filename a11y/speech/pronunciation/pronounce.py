"""Said text → syllables: dictionary readings, then the tone changes a speaker makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from .general import HANZI, letter
from .lexicon import Part, cut, latin
from .normalise import normalise
from .tones import Syllable, changed

_OTHERS = re.compile(rf"[A-Za-z]+|[^{HANZI}A-Za-z]")
_PAUSES = {"，": ",", "、": ",", "：": ",", "；": ";", "。": ".", "？": "?", "！": "!",
           ",": ",", ".": ".", ";": ";", ":": ",", "?": "?", "!": "!", "\n": "."}  # fmt: skip


def syllables(text: str, language: str = "zh-Hans") -> list[Syllable]:
    """Dictionary readings of a Chinese sentence, before tone changes, pauses included."""
    said, positions = "", []
    for piece in normalise(text, language):
        # A piece that was rewritten belongs to its first character on the page.
        positions += [piece.start] * len(piece.spoken)
        said += piece.spoken
    found = [part for run in _OTHERS.finditer(said) for part in _read_other(run, positions)]
    for part, following in pairwise([*cut(said), None]):
        found += _read_part(part, following, positions)
    return [syllable for _, syllable in sorted(found, key=itemgetter(0))]


def spoken_syllables(text: str, language: str = "zh-Hans") -> list[Syllable]:
    """What the engine says: readings after the changes of 一, 不 and of third tones in a row."""
    return changed(syllables(text, language))


def pinyin(text: str, language: str = "zh-Hans") -> str:
    """Dictionary readings of a sentence as one line, without pauses: for people and for tests."""
    return " ".join(part.reading for part in syllables(text, language) if not part.is_pause)


def _read_part(
    part: Part | None, following: Part | None, positions: Sequence[int]
) -> Iterator[tuple[int, Syllable]]:
    if part is None:
        return
    # 小 before 老虎 is a word for itself, although 小老虎 is one, too.
    leads = len(part.text) == 1 and following is not None and len(following.text) > 1
    for place, reading in enumerate(part.readings, part.start):
        ends = place == part.start + len(part.text) - 1 and (part.ends_word or leads)
        char = part.text[place - part.start]
        yield place, Syllable(reading, char, positions[place], ends)


def _read_other(run: re.Match[str], positions: Sequence[int]) -> list[tuple[int, Syllable]]:
    """A pause, or a Latin word said or spelled, each part with its place in the said text."""
    at, text = run.start(), run[0]
    if text in _PAUSES:
        return [(at, Syllable(_PAUSES[text], text, positions[at], True))]
    if said := latin(text):
        return [(at, Syllable(reading, text, positions[at], True)) for reading in said]
    return [
        (at + offset, Syllable(reading, char, positions[at + offset], True))
        for offset, char in enumerate(text.upper())
        for reading in letter(char)
    ]
