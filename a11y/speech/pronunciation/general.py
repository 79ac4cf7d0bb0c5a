"""What is known of words before anybody corrects them: the project's phrases, then pypinyin."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import rjieba
from opencc import OpenCC
from pypinyin import Style
from pypinyin import pinyin as readings_of
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_tone3

PHRASES = Path(__file__).with_name("phrases.toml")
HANZI = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
Readings = tuple[str, ...]
LONGEST_WORD = max(map(len, PHRASES_DICT))
SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:[aeiou]{1,3}(?:ng?)?|v(?:e|an|n)?)[1-5]|er[1-5]"
)
# Phrases are written with the changed tones of 一 and 不; changes are made later, by one rule.
_UNCHANGED = {"yi2": "yi1", "yi4": "yi1", "yi5": "yi1", "bu2": "bu4", "bu5": "bu4"}


@cache
def table() -> dict[str, Any]:
    """The project's phrases file, read once a process."""
    return tomllib.loads(PHRASES.read_text("utf-8"))


def is_word(word: str) -> bool:
    """Whether the word as a whole has a reading."""
    return is_ours(word) or (word in PHRASES_DICT and word not in table()["open"])


def is_ours(word: str) -> bool:
    """Whether the project's own phrases have the word."""
    return word in table()["words"]


@lru_cache(maxsize=50_000)
def readings(word: str) -> Readings:
    """Syllables of a word, or of one character; empty for a character nobody can read."""
    if is_ours(word):
        return tuple(table()["words"][word].split())
    if word not in PHRASES_DICT:
        return tuple(heteronyms(word)[:1])
    parts = rjieba.cut(word, False)
    if len(parts) > 1 and any(map(is_ours, parts)):
        # 什么时候 is read as its part 时候 is read here.
        return tuple(chain.from_iterable(_within(word, parts)))
    return _general(word)


def _general(phrase: str) -> Readings:
    said = [to_tone3(part[0], v_to_u=False, neutral_tone_with_five=True)
            for part in PHRASES_DICT[phrase]]  # fmt: skip
    return tuple(
        _UNCHANGED.get(reading, reading) if char in "一不" else reading
        for char, reading in zip(phrase, said, strict=True)
    )


def _within(phrase: str, parts: Sequence[str]) -> Iterator[Readings]:
    """Readings of a phrase part by part: the project's for its words, else the phrase's own."""
    said, at = _general(phrase), 0
    for part in parts:
        ours = len(part) > 1 and is_ours(part)
        yield readings(part) if ours else said[at : at + len(part)]
        at += len(part)


def is_syllable(reading: str) -> bool:
    """Whether numbered pinyin is a syllable that some character has, in any tone."""
    return SYLLABLE.fullmatch(reading) is not None and reading[:-1] in _toneless()


@cache
def _toneless() -> frozenset[str]:
    decomposed = unicodedata.normalize("NFD", " ".join(set(PINYIN_DICT.values())))
    plain = decomposed.replace("u\u0308", "v").encode("ascii", "ignore").decode()
    letters = " ".join(table()["letters"].values()) + " " + " ".join(table()["latin"].values())
    return frozenset(plain.replace(",", " ").split()) | {part[:-1] for part in letters.split()}


def heteronyms(char: str) -> list[str]:
    """Every reading of one character, the most usual first."""
    found = readings_of(char, Style.TONE3, heteronym=True, neutral_tone_with_five=True)
    return [part for part in found[0] if SYLLABLE.fullmatch(part)] if found else []


def latin(run: str) -> Readings:
    """Syllables of a Latin word that is said as a word; empty for one that is spelled."""
    return tuple(table()["latin"].get(run, "").split())


def letter(capital: str) -> Readings:
    """Syllables of the name of a Latin capital."""
    return tuple(table()["letters"].get(capital, "").split())


def simplified(text: str) -> str:
    """Simplified characters, one for one; text whose length would change is left as it is."""
    converted: str = _converter().convert(text)
    return converted if len(converted) == len(text) else text


@cache
def _converter() -> OpenCC:
    return OpenCC("tw2s.json")
