"""Which syllables a word has: clerks' corrections, then the project's phrases, then pypinyin."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from types import MappingProxyType

from opencc import OpenCC
from pypinyin import Style
from pypinyin import pinyin as readings_of
from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_tone3

PHRASES = Path(__file__).with_name("phrases.toml")
HANZI = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
LONGEST_CORRECTION = 12  # characters
MOST_ALTERNATIVES = 24
_WORD = re.compile(rf"[{HANZI}]{{1,{LONGEST_CORRECTION}}}|[A-Za-z]{{1,{LONGEST_CORRECTION}}}")
_SYLLABLE = re.compile(r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:[aeiouv]{1,4}(?:ng?|r)?)[1-5]")
_LONGEST_PHRASE = max(map(len, PHRASES_DICT))
Readings = tuple[str, ...]


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
    pattern = re.compile("|".join(longest_first)) if words else None
    return _Learned(words, pattern)


def learned() -> Mapping[str, str]:
    """What is laid over the dictionary now: word in simplified characters → numbered pinyin."""
    return MappingProxyType({word: " ".join(said) for word, said in _learned.words.items()})


def checked(word: str, reading: str) -> tuple[str, str]:
    """The word in simplified characters and the reading tidied.

    Raises ValueError when ``word`` is not one run of hanzi or of Latin letters, when a syllable
    can't be pinyin with a tone number, or when their number does not fit the characters.
    """
    word = simplified(word.strip())
    parts = reading.lower().replace("ü", "v").replace("u:", "v").split()
    if not _WORD.fullmatch(word):
        raise ValueError(f"not a word of hanzi or of Latin letters: {word!r}")
    if not parts or not all(map(_SYLLABLE.fullmatch, parts)):
        raise ValueError(f"not pinyin with tone numbers: {reading!r}")
    if not word.isascii() and len(parts) != len(word):
        raise ValueError(f"{len(word)} characters need as many syllables: {reading!r}")
    return word, " ".join(parts)


def alternatives(word: str) -> list[str]:
    """Readings a clerk may choose from, the present one first, then likelier ones first.

    Numbered pinyin, at most ``MOST_ALTERNATIVES``; empty for a word without hanzi.
    """
    word = simplified(word.strip())
    present = [reading for _, readings in cut(word) for reading in readings]
    if not re.fullmatch(rf"[{HANZI}]+", word) or len(present) != len(word):
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


def cut(run: str) -> Iterator[tuple[str, Readings]]:
    """Words of a run of simplified hanzi with their readings; a word not known is a character.

    A character without any reading has none (an empty tuple).
    """
    at = 0
    pattern, words = _now().pattern, _now().words
    for found in pattern.finditer(run) if pattern else ():
        yield from _cut_known(run[at : found.start()])
        yield found[0], words[found[0]]
        at = found.end()
    yield from _cut_known(run[at:])


def latin(run: str) -> Readings:
    """Syllables of a Latin word said as a word; empty when it is spelled."""
    if run in _now().words:
        return _now().words[run]
    return tuple(table()["latin"].get(run, "").split())


def letter(char: str) -> Readings:
    """Syllables of the name of a Latin capital."""
    return tuple(table()["letters"].get(char, "").split())


def simplified(text: str) -> str:
    """Simplified characters, one for one; text whose length would change is left as it is."""
    converted: str = _converter().convert(text)
    return converted if len(converted) == len(text) else text


@cache
def table() -> dict[str, dict[str, str]]:
    """The project's phrases file, read once a process."""
    found: dict[str, dict[str, str]] = tomllib.loads(PHRASES.read_text("utf-8"))
    return found


def _cut_known(run: str) -> Iterator[tuple[str, Readings]]:
    words = table()["words"]
    at = 0
    while at < len(run):
        for end in range(min(len(run), at + _LONGEST_PHRASE), at, -1):
            word = run[at:end]
            if word in words or word in PHRASES_DICT or end == at + 1:
                yield word, _known(word)
                break
        at += len(word)


@lru_cache(maxsize=50_000)
def _known(word: str) -> Readings:
    if word in table()["words"]:
        return tuple(table()["words"][word].split())
    if word in PHRASES_DICT:
        return tuple(_numbered(part[0]) for part in PHRASES_DICT[word])
    return tuple(_heteronyms(word)[:1])


def _heteronyms(char: str) -> list[str]:
    found = readings_of(char, Style.TONE3, heteronym=True, neutral_tone_with_five=True)
    return [part for part in found[0] if _SYLLABLE.fullmatch(part)] if found else []


def _numbered(reading: str) -> str:
    said: str = to_tone3(reading, v_to_u=False, neutral_tone_with_five=True)
    return said


def _of_character(char: str, present: str) -> list[str]:
    return [present, *(part for part in _heteronyms(char) if part != present)]


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


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
