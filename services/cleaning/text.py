"""Free text and plain digits: kept as written, without signs that no one can see."""

import unicodedata

from services.journey import AnswerProblem
from services.numbers import clean_typed, is_digits, normalise_number
from services.words import words

LONGEST_LINE = 100
LONGEST_TEXT = 500
LONGEST_DIGITS = 20
# Joiners of scripts and emoji are invisible too, but the text is wrong without them.
_KEPT = frozenset("\n\u200c\u200d")


def read_text(typed: str, longest: int = LONGEST_TEXT) -> str:
    """Sentences as typed, markup and all: a page shows them escaped. Raises AnswerProblem.

    ``longest`` counts characters.
    """
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = "".join(
        sign for sign in lines if sign in _KEPT or unicodedata.category(sign)[0] != "C"
    ).strip()
    if not text:
        raise AnswerProblem(words("这里还没有填。请写几个字。"))
    if len(text) > longest:
        raise AnswerProblem(
            words(
                "写了 %(written)s 个字，最多 %(longest)s 个字。请写短一些，您写的还在。",
                written=len(text),
                longest=longest,
            )
        )
    return text


def read_line(typed: str) -> str:
    """One line of text. Raises AnswerProblem."""
    return " ".join(read_text(typed, LONGEST_LINE).split())


def read_digits(typed: str) -> str:
    """A number of any length up to LONGEST_DIGITS, as digits. Raises AnswerProblem."""
    if not clean_typed(typed):
        raise AnswerProblem(words("这里还没有填。请填数字。"))
    digits = normalise_number(typed)
    if not is_digits(digits):
        raise AnswerProblem(words("这里只填数字。请去掉字和别的符号。"))
    if len(digits) > LONGEST_DIGITS:
        raise AnswerProblem(
            words(
                "填了 %(typed)s 位，最多 %(longest)s 位。请对照着再看一遍。",
                typed=len(digits),
                longest=LONGEST_DIGITS,
            )
        )
    return digits
