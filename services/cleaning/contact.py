"""Telephone numbers and addresses: where somebody is reached."""

import re

from services.cleaning.text import read_line
from services.journey import AnswerProblem
from services.numbers import clean_typed, is_digits, normalise_number
from services.people import SignInProblem, read_phone
from services.words import words

SHORTEST_ADDRESS = 5
# Area code and number of a telephone at home: 02 and two digits more, or 03 to 09 and three.
_LANDLINE = re.compile(r"(?:010|02\d|0[3-9]\d{2})\d{7,8}")
_COUNTRY_CODE = re.compile(r"^(?:\+86|0086)(?=[1-9])")
_HAN = re.compile(r"[\u3400-\u9fff]")
_ROOM = re.compile(r"[0-9A-Za-z]+(?=[^0-9A-Za-z]*$)")


def read_any_phone(typed: str) -> str:
    """The digits of a mobile number, or of one at home with its area code. Raises AnswerProblem."""
    if not clean_typed(typed):
        raise AnswerProblem(words("请填电话号码。手机、家里的座机都可以。"))
    digits = re.sub(r"[()（）]", "", normalise_number(typed))
    if digits.startswith("0") and _LANDLINE.fullmatch(digits):
        return digits
    landline = _COUNTRY_CODE.sub("0", digits)
    if landline != digits and _LANDLINE.fullmatch(landline):
        return landline
    if is_digits(digits) and len(digits) in (7, 8):
        raise AnswerProblem(words("这像家里的座机。请在前面加上区号，例如 021。"))
    if digits.startswith("0") and is_digits(digits) and not digits.startswith("0086"):
        raise AnswerProblem(
            words("座机是区号加 7 位或 8 位号码，您填了 %(n)s 位。请再看一看。", n=len(digits))
        )
    try:
        return read_phone(digits)
    except SignInProblem as problem:
        raise AnswerProblem(problem.words) from problem


def read_address(typed: str) -> str:
    """An address that somebody can find. Raises AnswerProblem."""
    if not clean_typed(typed):
        raise AnswerProblem(words("请填地址：路名、门牌号、几号楼、几室。"))
    address = read_line(typed)
    if not _HAN.search(address):
        raise AnswerProblem(words("请用中文写地址，上门的人才找得到。"))
    if len(address) < SHORTEST_ADDRESS:
        raise AnswerProblem(words("地址太短了。请写到门牌号和几室，上门的人才找得到。"))
    return address


def masked_room(address: str) -> str:
    """An address without its room number: 暖阳路 12 弄 3 号 ** 室."""
    return _ROOM.sub("**", address, count=1)
