"""Text → braille words: groups of cells between which a line may end.

Chinese by 国家通用盲文 (liblouis zhcn-cbs), words parted by a dictionary; English by Unified
English Braille. A number is never parted from itself, nor from what it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import category, normalize

import rjieba
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT

from a11y.formats.louis import translate
from a11y.speech.pronunciation.chinese import UNITS

BLANK = "\u2800"
CHINESE = "zhcn-cbs.ctb"
ENGLISH = "en-ueb-g2.ctb"
_FULL_CELL = "\u283f"
_HANZI = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]"
# Nobody counts on: so many digits in a row are written in groups, each a number.
_LONGEST_NUMBER = 20
_NUMBER = (
    r"\d{4}(?: \d{4})+(?: \d{1,3})?(?!\d)"
    r"|\d[\d*]*(?:[.,:/-][\d*]+|(?<=\d{3}) (?=\d{3})[\d*]+)*[%‰Xx]?"
)
_TOKEN = re.compile(
    rf"(?P<address>https?://[!-~]+)|(?P<number>{_NUMBER})|(?P<hanzi>{_HANZI}+)"
    r"|(?P<open>[（《〈〔“‘(\[{]+)|(?P<word>[^\W\d_]+)|(?P<space>\s+)|(?P<sign>.)"
)
# ¥31.05 is read out sign first; Chinese readers know 31.05 元.
_PRICE = re.compile(r"¥ ?(\d[\d,]*(?:\.\d+)?)(?! ?[元\d])")
_UNIT = re.compile(
    rf"(?<=\d) ?({'|'.join(sorted(map(re.escape, UNITS), key=len, reverse=True))})(?![A-Za-z\d])"
)
# The sign for a share needs its number before it.
_SHARES = {"%": "百分号", "‰": "千分号"}
_LONE_SHARE = re.compile(r"(?<!\d)[%‰]")
_REACHES = re.compile(r"(?<=[\d元岁点]) ?[~～–—] ?(?=\d)")
_TRADITIONAL_MARKS = str.maketrans("「」『』", "“”‘’")


def braille_words(text: str, language: str) -> list[str]:
    """Words as Unicode braille; one may hold blanks at which it can be cut when a line is short.

    ``language`` is a BCP 47 tag. Signs that cannot be written, as pictures, are left out; a letter
    that no table knows is a full cell. Raises BrailleMissing.
    """
    english = language.startswith("en")
    text = "".join(" " if char.isspace() else char for char in text if _is_seen(char))
    text = normalize("NFKC", text) if english else "".join(map(_narrow, text))
    text = re.sub(rf"\d{{{_LONGEST_NUMBER + 1},}}", _grouped, text)
    if english:
        return [cells for word in _english_words(text) if (cells := _cells(word, ENGLISH))]
    if language == "zh-Hant":
        text = _converter().convert(text).translate(_TRADITIONAL_MARKS)
    return [cells for cells in _glued(_tokens(_in_chinese(text))) if cells]


def _in_chinese(text: str) -> str:
    """Signs as Chinese braille has them."""
    text = _UNIT.sub(lambda unit: " " + UNITS[unit[1]], _PRICE.sub(r"\1 元", text))
    return _LONE_SHARE.sub(lambda sign: _SHARES[sign[0]], _REACHES.sub("-", text))


def in_letters(text: str) -> str:
    """Names in hanzi spelled in pinyin: English braille has no cells for them."""
    return re.sub(rf"{_HANZI}+", lambda name: f" {''.join(lazy_pinyin(name[0]))} ", text)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """What it is (a group of _TOKEN) and its cells, for each part of the text in order."""
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "hanzi":
            for word in rjieba.cut("".join(map(_known_hanzi, match[0]))):
                yield kind, _cells(word, CHINESE)
        elif kind == "number":
            yield kind, _cells(match[0], CHINESE).replace(BLANK, "")
        else:
            yield kind, "" if kind == "space" else _cells(match[0], CHINESE)


def _glued(tokens: Iterator[tuple[str, str]]) -> Iterator[str]:
    """Tokens as words: marks with the word they belong to, 第 3 条 and 30 个 in one."""
    word, before, spaced = "", "", False
    for kind, cells in tokens:
        if not cells:
            spaced = spaced or kind == "space"
            continue
        counts = before == "number" and kind in ("hanzi", "word")
        counted = kind == "number" and (word == _cells("第", CHINESE) or before == "word")
        if counts or counted:
            word += BLANK + cells
        elif before == "open" or (kind == "sign" and before and not spaced):
            word += cells
        else:
            yield word
            word = cells
        before, spaced = kind, False
    yield word


def _english_words(text: str) -> list[str]:
    """Words between spaces; the groups of one number are one word, what it counts goes with it."""
    return re.findall(r"\d{3,}(?: \d{3,})+\S*|\d[\d,.:]*(?: \S+)?|\S+", in_letters(text))


@lru_cache(maxsize=16_384)
def _cells(text: str, table: str) -> str:
    """Cells of a few words, none at either end blank, never two blanks together."""
    known = "".join(_writable(char, table) for char in text)
    parts = known.split(_FULL_CELL)
    cells = _FULL_CELL.join(translate(part, table) for part in parts)
    return re.sub(f"{BLANK}+", BLANK, cells).strip(BLANK)


@lru_cache(maxsize=8_192)
def _is_known(char: str, table: str) -> bool:
    return all("\u2800" <= cell <= "\u283f" for cell in translate(char, table))


def _writable(char: str, table: str) -> str:
    """The sign, or what stands for it: its plain form, a full cell for a letter, else nothing."""
    if _is_known(char, table):
        return char
    plain = normalize("NFKC", char)
    if plain != char and all(_is_known(each, table) for each in plain):
        return plain
    return _FULL_CELL if category(char)[0] == "L" else ""


def _narrow(char: str) -> str:
    """Digits, letters and fractions of other widths as plain ones; Chinese marks stay."""
    if char.isdecimal():
        return str(int(char))
    if category(char) in ("Nd", "No", "Ll", "Lu", "Sc", "Zs") and not char.isascii():
        return normalize("NFKC", char).replace("\u2044", "/")
    return char


def _is_seen(char: str) -> bool:
    """Whether it is more than a control character or half of a pair, at which liblouis stops."""
    return char.isspace() or category(char)[0] != "C"


def _known_hanzi(char: str) -> str:
    """A rare character as a common one of the same sound: braille writes sounds."""
    if _is_known(char, CHINESE):
        return char
    alike = _by_sound().get(lazy_pinyin(char, style=Style.TONE)[0], "")
    return next((each for each in alike if _is_known(each, CHINESE)), char)


@cache
def _by_sound() -> dict[str, str]:
    """The characters in use (the first block of Unicode) by their first reading."""
    found: dict[str, str] = {}
    for code, readings in PINYIN_DICT.items():
        if 0x4E00 <= code <= 0x9FA5:
            sound = readings.split(",")[0]
            found[sound] = found.get(sound, "") + chr(code)
    return found


def _grouped(match: re.Match[str]) -> str:
    digits = match[0]
    groups = range(0, len(digits), _LONGEST_NUMBER)
    return " ".join(digits[at : at + _LONGEST_NUMBER] for at in groups)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
