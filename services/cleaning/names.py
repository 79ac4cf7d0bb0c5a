"""Names of people: Chinese ones of 2 to 30 characters, dots between parts; and foreign ones."""

import re
import unicodedata

from services.journey import AnswerProblem
from services.numbers import clean_typed
from services.words import words

SHORTEST = 2
LONGEST = 30
LONGEST_FOREIGN = 60
DOT = "·"
# GB/T 2312 has one dot for names; keyboards and papers bring a dozen that look like it.
_DOTS = re.compile(r"[\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65.。．・]")
_FOREIGN = re.compile(r"[^\W\d_]+(?:[ '’-]+[^\W\d_]+)*\.?")


def read_name(typed: str) -> str:
    """A name as it stands on an ID card. Raises AnswerProblem."""
    text = clean_typed(typed)
    if not text:
        raise AnswerProblem(words("请填姓名。姓名印在身份证正面第一行。"))
    if not any(_is_han(sign) for sign in text) and _FOREIGN.fullmatch(text):
        return _sized(" ".join(text.split()), LONGEST_FOREIGN)
    name = _DOTS.sub(DOT, "".join(text.split())).strip(DOT)
    wrong = next((sign for sign in name if sign != DOT and not _is_han(sign)), None)
    if wrong is not None:
        raise AnswerProblem(words("姓名里有“%(sign)s”。姓名只写字，请照身份证上的写。", sign=wrong))
    return _sized(re.sub(f"{DOT}+", DOT, name), LONGEST)


def _is_han(sign: str) -> bool:
    # 〇 is a numeral by category and stands in names all the same.
    return sign == "〇" or unicodedata.name(sign, "").startswith("CJK ")


def _sized(name: str, longest: int) -> str:
    if len(name) < SHORTEST:
        raise AnswerProblem(words("姓名至少有 2 个字。请把姓和名都写上。"))
    if len(name) > longest:
        raise AnswerProblem(
            words(
                "姓名最多 %(longest)s 个字，您写了 %(written)s 个。请照身份证上的写。",
                longest=longest,
                written=len(name),
            )
        )
    return name
