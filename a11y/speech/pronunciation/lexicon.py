"""Which syllables are said: clerks' corrections, then known words, then what is around."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

import rjieba

from . import general
from .context import read_alone
from .general import (
    HANZI,
    LONGEST_WORD,
    Readings,
    heteronyms,
    is_ours,
    is_syllable,
    is_word,
    simplified,
)

LONGEST_CORRECTION = 12  # characters
MOST_ALTERNATIVES = 24
_WORD = re.compile(rf"[{HANZI}]{{1,{LONGEST_CORRECTION}}}|[A-Za-z]{{1,{LONGEST_CORRECTION}}}")
# For each character of a text, the first and the end of the word it is in.
Seams = list[tuple[int, int]]
_RUN = re.compile(rf"[{HANZI}]+")


@dataclass(frozen=True)
class _Learned:
    """Corrections at one moment: replaced whole, so a reader never sees half of a change."""

    words: Mapping[str, Readings] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None


_learned = _Learned()
_tried: ContextVar[_Learned | None] = ContextVar("readings on trial", default=None)


def learn(entries: Mapping[str, str]) -> None:
    """Lays corrections over the dictionary, for every thread from the next sentence on.

    ``entries``: word → numbered pinyin (``{"还款": "huan2 kuan3"}``), replacing all that were
    learned before, so ``learn({})`` undoes everything. Raises ValueError as ``checked`` does; then
    nothing has changed.
    """
    global _learned
    _learned = _over({}, entries)


@contextmanager
def trying(entries: Mapping[str, str]) -> Iterator[None]:
    """Lays entries over all that was learned, for this context only. Raises as ``learn`` does."""
    token = _tried.set(_over(_learned.words, entries))
    try:
        yield
    finally:
        _tried.reset(token)


def _now() -> _Learned:
    return _tried.get() or _learned


def _over(known: Mapping[str, Readings], entries: Mapping[str, str]) -> _Learned:
    words = dict(known)
    for written, reading in entries.items():
        word, tidy = checked(written, reading)
        words[word] = tuple(tidy.split())
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    hanzi = [word for word in longest_first if not word.isascii()]
    pattern = re.compile("|".join(hanzi)) if hanzi else None
    return _Learned(words, pattern)


def learned() -> Mapping[str, str]:
    """What is laid over the dictionary now: word in simplified characters → numbered pinyin."""
    return MappingProxyType({word: " ".join(said) for word, said in _learned.words.items()})


def checked(word: str, reading: str) -> tuple[str, str]:
    """The word in simplified characters and the reading tidied.

    Raises ValueError when ``word`` is not one run of hanzi or of Latin letters, when a syllable
    is no Mandarin one with a tone number, or when their number does not fit the characters.
    """
    word = simplified(word.strip())
    parts = reading.lower().replace("ü", "v").replace("u:", "v").split()
    if not _WORD.fullmatch(word):
        raise ValueError(f"not a word of hanzi or of Latin letters: {word!r}")
    if not parts or not all(map(is_syllable, parts)):
        raise ValueError(f"not pinyin with tone numbers: {reading!r}")
    if not word.isascii() and len(parts) != len(word):
        raise ValueError(f"{len(word)} characters need as many syllables: {reading!r}")
    return word, " ".join(parts)


def alternatives(word: str) -> list[str]:
    """Readings a clerk may choose from, the present one first, then likelier ones first.

    Numbered pinyin, at most ``MOST_ALTERNATIVES``; empty for a word without hanzi.
    """
    word = simplified(word.strip())
    present = [reading for part in cut(word) for reading in part.readings]
    if not _RUN.fullmatch(word) or len(present) != len(word):
        return []
    choices = [_of_character(char, now) for char, now in zip(word, present, strict=True)]
    if len(word) > 1 and choices[-1][-1][-1] != "5":
        choices[-1] = [*choices[-1], choices[-1][0][:-1] + "5"]
    kept = choices if len(word) <= LONGEST_CORRECTION else [part[:1] for part in choices]
    found = product(*(range(len(part)) for part in _bounded(kept)))
    likely = sorted(found, key=lambda picks: (sum(map(bool, picks)), sum(picks), picks))
    return [
        " ".join(part[pick] for part, pick in zip(kept, picks, strict=True))
        for picks in likely[:MOST_ALTERNATIVES]
    ]


class Part(NamedTuple):
    """A run of hanzi with one entry: its first character's place, and whether a word ends with it.

    A character nobody can read has no ``readings``.
    """

    start: int
    text: str
    readings: Readings
    ends_word: bool


def cut(text: str) -> Iterator[Part]:
    """The hanzi of simplified ``text`` in parts; what no dictionary knows, one by one.

    What is no hanzi is left out, yet what is around a character may decide its reading.
    """
    now = _now()
    seams = _seams(text)
    for run in _RUN.finditer(text):
        at = run.start()
        for found in now.pattern.finditer(text, *run.span()) if now.pattern else ():
            yield from _known(text, at, found.start(), seams)
            yield Part(found.start(), found[0], now.words[found[0]], ends_word=True)
            at = found.end()
        yield from _known(text, at, run.end(), seams)


def latin(run: str) -> Readings:
    """Syllables of a Latin word said as a word; empty when it is spelled."""
    return _now().words.get(run) or general.latin(run)


def _seams(text: str) -> Seams:
    """Words as people write them, by frequency, without guesses at unknown ones."""
    found: Seams = []
    for word, start, end in rjieba.tokenize(text, "default", False):
        found += [(start, end)] * len(word)
    return found


def _known(text: str, at: int, end: int, seams: Seams) -> Iterator[Part]:
    """The longest known word at each place that does not tear another word apart.

    Long words of the project's own are there for the places where words are cut wrongly.
    """
    while at < end:
        stop = next(
            (
                stop
                for stop in range(min(end, at + LONGEST_WORD), at + 1, -1)
                if _fits(text, at, stop, seams)
            ),
            at + 1,
        )
        alone = read_alone(text, at) if stop == at + 1 else None
        said = (alone,) if alone else general.readings(text[at:stop])
        yield Part(at, text[at:stop], said, ends_word=seams[stop - 1][1] <= stop)
        at = stop


def _fits(text: str, at: int, stop: int, seams: Seams) -> bool:
    """Whether a known word stands there that tears no other word apart.

    Long words of the project's own are there for the places where words are cut wrongly; its
    short ones go before general ones they overlap (看|清楚, not 看清|楚).
    """
    word = text[at:stop]
    if not is_word(word):
        return False
    if is_ours(word):
        return stop - at > 2 or not _tears(at, stop, seams)
    return not _tears(at, stop, seams) and not any(
        is_ours(text[start:end]) and not _tears(start, end, seams)
        for start in range(at + 1, stop)
        for end in range(stop + 1, min(len(text), stop + 3) + 1)
    )


def _tears(start: int, stop: int, seams: Seams) -> bool:
    """Whether a word from ``start`` to ``stop`` ends within one that begins or ends elsewhere."""
    first, last = seams[start], seams[stop - 1]
    if first == last:
        return False
    return first[0] < start or last[1] > stop


def _of_character(char: str, present: str) -> list[str]:
    return [present, *(part for part in heteronyms(char) if part != present)]


def _bounded(choices: list[list[str]]) -> list[list[str]]:
    """The same, with fewer choices a character while their product would be large."""
    size = 8
    while size > 1 and _product(choices, size) > 4_096:
        size -= 1
    return [part[:size] for part in choices]


def _product(choices: list[list[str]], size: int) -> int:
    total = 1
    for part in choices:
        total *= min(len(part), size)
    return total
