"""Six digits that people read out to each other: drawn, and read as they are typed."""

from __future__ import annotations

import secrets

from services.journey import AnswerProblem
from services.numbers import clean_typed, is_digits, normalise_number
from services.words import words

DIGITS = 6


def six_digits() -> str:
    """A number of six digits that nobody can tell beforehand."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def read_six(typed: str) -> str:
    """The six digits meant by what was typed. Raises AnswerProblem."""
    code = normalise_number(typed)
    if not clean_typed(typed):
        raise AnswerProblem(words("请填 6 位号码。"))
    if not is_digits(code) or len(code) != DIGITS:
        raise AnswerProblem(words("号码是 6 位数字。请再看一遍，再填一次。"))
    return code
