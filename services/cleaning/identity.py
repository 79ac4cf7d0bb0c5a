"""ID numbers (GB 11643-1999): read as copied from a card, or told which digits look wrong."""

import re
from datetime import date

from stdnum.iso7064 import mod_11_2

from services.journey import AnswerProblem
from services.numbers import clean_typed, is_digits, normalise_number
from services.words import Words, words

LENGTH = 18
OLD_LENGTH = 15
OLDEST = 130
# GB/T 2260: the first two digits, 83 and 9 for residents from Taiwan and abroad with a card of
# theirs. What follows them has changed too often to refuse anybody for it.
_PLACES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[0-9]")
# How X is typed where there is no letter at hand.
_X_SIGNS = str.maketrans({"×": "X", "х": "X", "Х": "X", "✕": "X", "*": "X"})


def with_check_sign(body: str) -> str:
    """The 17 digits of an ID number and the sign that belongs behind them (ISO 7064 MOD 11-2)."""
    return body + str(mod_11_2.calc_check_digit(body))


def birth_date_of(id_number: str) -> date:
    """The birth date in an ID number that was read."""
    return date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))


def masked_id(id_number: str) -> str:
    """An ID number with its birth date and more hidden: 1101**********0009."""
    return f"{id_number[:4]}{'*' * 10}{id_number[-4:]}"


def read_id_number(typed: str, today: date) -> str:
    """The 18 signs of an ID number. Raises AnswerProblem."""
    if not clean_typed(typed):
        raise AnswerProblem(words("请填身份证号。号码印在身份证正面最下面一行，共 18 位。"))
    number = normalise_number(typed.translate(_X_SIGNS)).upper()
    problem = (
        _wrong_signs(number) or _wrong_length(number) or _wrong_place(number)
        or _wrong_birth(number, today) or _wrong_check(number)
    )  # fmt: skip
    if problem is not None:
        raise AnswerProblem(problem)
    return number


def _wrong_signs(number: str) -> Words | None:
    for place, sign in enumerate(number, start=1):
        if is_digits(sign) or (sign == "X" and place == LENGTH == len(number)):
            continue
        if sign == "X":
            return words("第 %(place)s 位是字母。字母只会在最后一位，请再看一看。", place=place)
        return words("第 %(place)s 位不是数字。请对照身份证再看一看。", place=place)
    return None


def _wrong_length(number: str) -> Words | None:
    if len(number) == OLD_LENGTH:
        return words("这是 15 位的旧号码，现在不用了。请填现在身份证上的 18 位号码。")
    if len(number) < LENGTH:
        return words(
            "身份证号是 18 位，您填了 %(typed)s 位，少了 %(missing)s 位。请一组一组对着看。",
            typed=len(number),
            missing=LENGTH - len(number),
        )
    if len(number) > LENGTH:
        return words(
            "身份证号是 18 位，您填了 %(typed)s 位，多了 %(more)s 位。请一组一组对着看。",
            typed=len(number),
            more=len(number) - LENGTH,
        )
    return None


def _wrong_place(number: str) -> Words | None:
    if _PLACES.fullmatch(number[:2]):
        return None
    return words("开头两位看着不对：没有这样开头的身份证号。请看第 1 位和第 2 位。")


def _wrong_birth(number: str, today: date) -> Words | None:
    """The digits are not repeated in the sentence: it may be read aloud."""
    month, day = int(number[10:12]), int(number[12:14])
    if not 1 <= month <= 12:
        return words("第 11 位和第 12 位是出生的月份，没有这个月。请再看一看。")
    try:
        born = date(int(number[6:10]), month, day)
    except ValueError:
        return words("第 13 位和第 14 位是出生的日子，那个月没有这一天。请再看一看。")
    if born > today:
        return words("第 7 位到第 14 位是生日，您填的还没有到。请再看一看。")
    if today.year - born.year > OLDEST:
        return words("第 7 位到第 10 位是出生的年份，您填的太早了。请再看一看。")
    return None


def _wrong_check(number: str) -> Words | None:
    """The right sign is not told: it would make a number of somebody else out of a slip."""
    if mod_11_2.is_valid(number):
        return None
    return words(
        "有一位抄错了，或者两位换了位置。生日那几位看着没错，请先看最后 4 位，再看前 6 位。"
    )
