"""Dictionary tones → the tones of connected speech: 一, 不, and third tones in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

# 一 keeps its tone behind another numeral and before these (digits, dates, floors, grades).
_NUMERALS = "零一二三四五六七八九十百千万亿点幺第"
_ONLY = "统唯专归划单合之"  # 统一, 唯一: it stays 一 there
_UNITS = "十百千万亿点元角分"
_ORDERED = ("月", "日", "号", "楼", "级", "室", "弄", "季度", "单元", "年级")
_DIGITS = "零一二三四五六七八九幺"
# 一点 is a time behind these or before those; else it is "a little".
_HOURS, _CLOCK = "午晨晚上间到", "零一二三四五六七八九十钟半整到"


@dataclass(frozen=True)
class Syllable:
    """One syllable in numbered pinyin (``lü`` is ``lv``; 5 is neutral), or a pause (``,`` ``.``).

    ``position`` is the character it comes from in the text on the page; ``ends_word`` guides tone
    changes, which depend on where words end.
    """

    reading: str
    char: str
    position: int
    ends_word: bool

    @property
    def is_pause(self) -> bool:
        """Whether this is silence and no sound."""
        return not self.reading[0].isalpha()


def changed(read: Sequence[Syllable]) -> list[Syllable]:
    """The same syllables with the tones a speaker gives them; pauses separate phrases."""
    said = [_one_or_not(read, index) for index in range(len(read))]
    for index in reversed(range(len(said) - 1)):
        said[index] = _third(said, index, read[index + 1].reading)
    return said


def _one_or_not(read: Sequence[Syllable], index: int) -> Syllable:
    """一 is yi2 before a fourth tone and yi4 before others; 不 is bu2 before a fourth tone."""
    this = read[index]
    if this.reading not in ("yi1", "bu4") or this.char not in "一不" or index + 1 == len(read):
        return this
    following = read[index + 1]
    if following.is_pause:
        return this
    fourth = following.reading[-1] == "4" or following.char == "个"
    if this.char == "不":
        return replace(this, reading="bu2") if fourth else this
    if index and read[index - 1].char == following.char:
        return replace(this, reading="yi5")  # 量一量
    if _keeps_one(read, index):
        return this
    return replace(this, reading="yi2" if fourth else "yi4")


def _keeps_one(read: Sequence[Syllable], index: int) -> bool:
    before = read[index - 1].char if index else ""
    after = "".join(part.char for part in read[index + 1 : index + 3])
    if before and before in _NUMERALS + _ONLY:
        return True
    if after[0] == "点":
        return (bool(before) and before in _HOURS) or (len(after) > 1 and after[1] in _CLOCK)
    ends_longer_word = read[index].ends_word and index > 0 and not read[index - 1].ends_word
    return after[0] in _DIGITS or after.startswith(_ORDERED) or ends_longer_word


def _third(said: Sequence[Syllable], index: int, next_in_dictionary: str) -> Syllable:
    """A third tone before another becomes a second.

    Inside a word always (展览馆 2-2-3); at its end only behind a word of one syllable, and only
    if the next one is still a third (小老虎 3-2-3).
    """
    this = said[index]
    if not this.reading.endswith("3") or not next_in_dictionary.endswith("3"):
        return this
    alone = index == 0 or _ends(said, index - 1)
    if _ends(said, index) and not (alone and said[index + 1].reading.endswith("3")):
        return this
    return replace(this, reading=this.reading[:-1] + "2")


def _ends(said: Sequence[Syllable], index: int) -> bool:
    """Whether a word ends there; in a figure, 九百|九十|九 is said so."""
    this, following = said[index], said[index + 1 : index + 2]
    if index and this.char in _UNITS and said[index - 1].char in _NUMERALS:
        return True
    if this.char in _NUMERALS and following and following[0].char in _UNITS:
        return False
    return this.ends_word
