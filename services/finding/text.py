"""What is typed or written, in the small pieces that search compares."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import rjieba
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

# How a piece of the index says what it is, in one sign in front; hanzi and words have none.
EXACT, SOUND, INITIALS, ONE_WRONG = "=", "~", "^", "_"
# One wrong sign among fewer than three leaves too little to be sure of.
SHORTEST_FORGIVEN = 3
LONGEST_NAME = 8
_RUNS = re.compile(r"[a-z]+|[0-9]+|[^\Wa-z0-9_]+")
_simplified = OpenCC("t2s")


def normal(text: str) -> str:
    """Half-width, lower case, simplified; what is no letter, digit or hanzi becomes a space."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(sign if sign.isalnum() else " " for sign in folded)
    simple: str = _simplified.convert(kept)
    return " ".join(simple.split())


def runs(plain: str) -> list[str]:
    """The stretches of hanzi, of letters and of digits in normal text, in their order."""
    return _RUNS.findall(plain)


def stem(word: str) -> str:
    """An English word without its plural ending."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def pieces(text: str) -> Iterator[str]:
    """Words of running text: Chinese ones by the dictionary, English ones without endings."""
    for run in runs(normal(text)):
        if run.isascii():
            yield stem(run)
        else:
            yield from rjieba.cut_for_search(run)


def pairs(hanzi: str) -> Iterator[str]:
    """Neighbouring hanzi: short everyday names are in no dictionary."""
    return (hanzi[at : at + 2] for at in range(len(hanzi) - 1))


def joined(text: str) -> str:
    """Normal text without its spaces, as names are compared whole."""
    return normal(text).replace(" ", "")


@lru_cache(maxsize=8192)
def name_pieces(name: str) -> tuple[str, ...]:
    """Everything by which a name may be typed right: whole, its words, its pairs."""
    whole = joined(name)
    said = dict.fromkeys([whole, *pieces(name)])
    for run in runs(whole):
        if not run.isascii():
            said |= dict.fromkeys(pairs(run))
    return tuple(said)


@lru_cache(maxsize=8192)
def sound(hanzi: str) -> str:
    """Pinyin without tones, in one go: shuifei."""
    return "".join(lazy_pinyin(hanzi))


@lru_cache(maxsize=8192)
def initials(hanzi: str) -> str:
    """The first letter of each hanzi: sf."""
    return "".join(lazy_pinyin(hanzi, style=Style.FIRST_LETTER))


def one_wrong(hanzi: str) -> list[str]:
    """A name with each of its hanzi in turn left open; two that share one differ in one place."""
    if not SHORTEST_FORGIVEN <= len(hanzi) <= LONGEST_NAME or hanzi.isascii():
        return []
    places = range(len(hanzi))
    return [f"{ONE_WRONG}{hanzi[:at]}{ONE_WRONG}{hanzi[at + 1 :]}" for at in places]


@lru_cache(maxsize=8192)
def near_pieces(name: str) -> tuple[str, ...]:
    """By what a name is found when it is not typed as it is written: sound, letters, one wrong."""
    whole = joined(name)
    if whole.isascii():
        return ()
    said = SOUND + sound(whole)
    near = [EXACT + said, said, INITIALS + initials(whole), *one_wrong(whole)]
    near += [SOUND + sound(word) for word in name_pieces(name) if 1 < len(word) < len(whole)]
    return tuple(dict.fromkeys(near))
