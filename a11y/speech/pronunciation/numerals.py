"""Digits → how a person says them in Chinese: as a quantity, digit by digit, or as money."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
# On the phone and at a counter 1 is said 幺, because 一 and 七 are easily confused.
CALLED = "零幺二三四五六七八九"
_SECTIONS = ("", "万", "亿", "万亿")


def quantity(digits: str) -> str:
    """``"31.05"`` → 三十一点零五; also ``-``, thousands commas and leading zeros are understood.

    Beyond 16 digits before the point nobody follows a quantity: it is said digit by digit.
    """
    negative, digits = digits.startswith("-"), digits.lstrip("-").replace(",", "")
    whole, _, rest = digits.partition(".")
    if len(whole) > 16 or (len(whole) > 1 and whole.startswith("0")):
        said = called(whole)
    else:
        said = _whole(int(whole or "0"))
    if rest:
        said += "点" + plain_digits(rest)
    return "负" + said if negative else said


def measured(digits: str) -> str:
    """Like ``quantity`` before a measure word: 2 is 两 (两吨, 两个), not 二."""
    said = quantity(digits)
    return "两" if said == "二" else said


def plain_digits(digits: str) -> str:
    """Digit by digit with 一: years and decimals."""
    return "".join(DIGITS[int(digit)] for digit in digits)


def called(digits: str) -> str:
    """Digit by digit with 幺: phone, account and room numbers."""
    return "".join(CALLED[int(digit)] for digit in digits)


def money(digits: str) -> str:
    """``"31.05"`` → 三十一元零五分. More than two decimals is a unit price: 零点六一七元."""
    negative, digits = digits.startswith("-"), digits.lstrip("-").replace(",", "")
    whole, _, rest = digits.partition(".")
    if len(rest.rstrip("0")) > 2:
        return ("负" if negative else "") + quantity(f"{whole}.{rest.rstrip('0')}") + "元"
    yuan, jiao, fen = int(whole or "0"), *map(int, (rest + "00")[:2])
    said = measured(str(yuan)) + "元" if yuan or not (jiao or fen) else ""
    if jiao:
        said += (DIGITS[jiao] if yuan else measured(str(jiao))) + "角"
    elif fen and yuan:
        said += "零"
    if fen:
        said += (DIGITS[fen] if yuan or jiao else measured(str(fen))) + "分"
    return "负" + said if negative else said


def _whole(number: int) -> str:
    if number == 0:
        return "零"
    sections: list[str] = []
    position = 0
    gap = False
    while number:
        number, part = divmod(number, 10_000)
        if part:
            said = _section(part) + _SECTIONS[position]
            if gap and sections:
                said += "零"
            sections.append(_two(said, part) if position else said)
        gap = 0 < part < 1000 or (gap and not part)
        position += 1
    joined = "".join(reversed(sections))
    return joined[1:] if joined.startswith("一十") else joined


def _two(said: str, part: int) -> str:
    """两万, 两亿: a section of exactly 2 is said 两."""
    return "两" + said[1:] if part == 2 else said


def _section(part: int) -> str:
    """1-9999; 2000 is 两千, 200 is 二百."""
    said, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, part = divmod(part, unit)
        if digit:
            word = "两" if digit == 2 and unit == 1000 else DIGITS[digit]
            said += ("零" if zero and said else "") + word + name
            zero = False
        else:
            zero = True
    return said
