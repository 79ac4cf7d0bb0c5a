"""Said text → syllables: dictionary readings, then the tone changes a speaker makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .lexicon import HANZI, cut, latin, letter, simplified
from .normalise import normalise

_RUNS = re.compile(rf"[{HANZI}]+|[A-Za-z]+|.", re.DOTALL)
_PAUSES = {"，": ",", "、": ",", "：": ",", "；": ";", "。": ".", "？": "?", "！": "!",
           ",": ",", ".": ".", ";": ";", ":": ",", "?": "?", "!": "!", "\n": "."}  # fmt: skip
# 一 keeps its tone among other numerals and before these (dates, floors, grades).
_NUMERALS = "零一二三四五六七八九十百千万亿点幺第"
_KEEPS_ONE = "月日号楼级室一二三四五六七八九零点"


@dataclass(frozen=True)
class Syllable:
    """One syllable in numbered pinyin (``lü`` is ``lv``; 5 is neutral), or a pause (``,`` ``.``).

    ``position`` is the character it comes from in the text on the page; ``ends_word`` guides tone
    changes, which stay within a word.
    """

    reading: str
    char: str
    position: int
    ends_word: bool

    @property
    def is_pause(self) -> bool:
        """Whether this is silence and no sound."""
        return not self.reading[0].isalpha()


def syllables(text: str, language: str = "zh-Hans") -> list[Syllable]:
    """Dictionary readings of a Chinese sentence, before tone changes, pauses included."""
    said, positions = "", []
    for piece in normalise(text, language):
        # A piece that was rewritten belongs to its first character on the page.
        positions += [piece.start] * len(piece.spoken)
        said += piece.spoken
    said = simplified(said)
    found: list[Syllable] = []
    for run in _RUNS.finditer(said):
        found += _read_run(run[0], positions[run.start() : run.end()])
    return found


def spoken_syllables(text: str, language: str = "zh-Hans") -> list[Syllable]:
    """What the engine says: readings after the changes of 一, 不 and of third tones in a row."""
    read = syllables(text, language)
    changed = [_change_one_and_not(read, index) for index in range(len(read))]
    return [_change_third(changed, index) for index in range(len(changed))]


def pinyin(text: str, language: str = "zh-Hans") -> str:
    """Dictionary readings of a sentence as one line, without pauses: for people and for tests."""
    return " ".join(part.reading for part in syllables(text, language) if not part.is_pause)


def _read_run(run: str, positions: Sequence[int]) -> list[Syllable]:
    if run in _PAUSES:
        return [Syllable(_PAUSES[run], run, positions[0], True)]
    if run[0].isascii():
        return _read_latin(run, positions) if run.isalpha() else []
    found, at = [], 0
    for word, readings in cut(run):
        for offset, reading in enumerate(readings):
            last = offset == len(word) - 1
            found.append(Syllable(reading, word[offset], positions[at + offset], last))
        at += len(word)
    return found


def _read_latin(run: str, positions: Sequence[int]) -> list[Syllable]:
    if said := latin(run):
        return [Syllable(reading, run, positions[0], True) for reading in said]
    return [
        Syllable(reading, char, position, True)
        for char, position in zip(run.upper(), positions, strict=True)
        for reading in letter(char)
    ]


def _change_one_and_not(read: Sequence[Syllable], index: int) -> Syllable:
    """一 is yi2 before a fourth tone and yi4 before others; 不 is bu2 before a fourth tone."""
    this = read[index]
    if this.char not in "一不" or index + 1 == len(read) or read[index + 1].is_pause:
        return this
    following = read[index + 1]
    fourth = following.reading[-1] == "4" or following.char == "个"
    if this.char == "不":
        return replace(this, reading="bu2") if fourth else this
    before = read[index - 1].char if index else ""
    ends_longer_word = this.ends_word and index > 0 and not read[index - 1].ends_word
    if (before and before in _NUMERALS) or following.char in _KEEPS_ONE or ends_longer_word:
        return this
    return replace(this, reading="yi2" if fourth else "yi4")


def _change_third(read: Sequence[Syllable], index: int) -> Syllable:
    """A third tone before another becomes a second, within a word or after a one-syllable one."""
    this = read[index]
    if not this.reading.endswith("3") or index + 1 == len(read):
        return this
    if not read[index + 1].reading.endswith("3"):
        return this
    alone = this.ends_word and (index == 0 or read[index - 1].ends_word)
    return replace(this, reading=this.reading[:-1] + "2") if alone or not this.ends_word else this
