"""Account numbers of the three utilities: how they are built, checked and shown."""

import re

from services.numbers import check_digit, grouped, has_check_digit, is_digits, normalise_number
from services.providers.utility import Utility
from services.words import Words, words

NUMBER_LENGTH = 10
# The first digit tells the utility, so that a bill of another kind is noticed.
_FIRST = {Utility.WATER: "1", Utility.ELECTRICITY: "2", Utility.GAS: "3"}
_NUMBERS = re.compile(r"[0-9]+")


class WrongNumber(ValueError):
    """A typed account number cannot be right. `words` say why and what to do."""

    def __init__(self, said: Words) -> None:
        super().__init__(said.msgid)
        self.words = said


def account_number(utility: Utility, sequence: int) -> str:
    """The 10-digit number of the household with this sequence number (0 to 99,999,999)."""
    body = f"{_FIRST[utility]}{sequence:08d}"
    return body + check_digit(body)


def read_account_number(utility: Utility, typed: str) -> str:
    """The ten digits meant by what was typed. Raises WrongNumber."""
    number = normalise_number(typed)
    if not number:
        raise WrongNumber(words("请填户号。户号印在账单上，是 10 位数字。"))
    if not is_digits(number):
        raise WrongNumber(words("户号里只有数字。请去掉字母和别的符号。"))
    if len(number) > NUMBER_LENGTH * 4:
        raise WrongNumber(words("填得太长了。户号只有 10 位数字，请对照账单重新填。"))
    if len(number) != NUMBER_LENGTH:
        raise WrongNumber(
            words("户号是 10 位数字，您填了 %(n)s 位。请对照账单再看一遍。", n=len(number))
        )
    if not has_check_digit(number):
        raise WrongNumber(words("户号里好像有一位抄错了。请对照账单，一位一位再看一遍。"))
    if number[0] != _FIRST[utility]:
        raise WrongNumber(_other_utility(number[0]))
    return number


def utility_of(number: str) -> Utility | None:
    """The utility that an account number belongs to."""
    return next((utility for utility, first in _FIRST.items() if number.startswith(first)), None)


def _other_utility(first: str) -> Words:
    if first == _FIRST[Utility.WATER]:
        return words("这是水费的户号。请找另一张账单上的户号，或改办交水费。")
    if first == _FIRST[Utility.ELECTRICITY]:
        return words("这是电费的户号。请找另一张账单上的户号，或改办交电费。")
    if first == _FIRST[Utility.GAS]:
        return words("这是燃气费的户号。请找另一张账单上的户号，或改办交燃气费。")
    return words("没有这样的户号。请对照账单再看一遍。")


def shown_number(number: str) -> str:
    """A number in groups for the eye and the ear: 2000 0041 75."""
    return grouped(number)


def masked_address(address: str) -> str:
    """An address with its numbers hidden: 暖阳路 12 弄 3 号 401 室 → 暖阳路 ** 弄 ** 号 ** 室."""
    return _NUMBERS.sub("**", address)
