"""Numbers of bank cards: where money is sent."""

from services.journey import AnswerProblem
from services.numbers import clean_typed, has_check_digit, is_digits, normalise_number
from services.words import words

# ISO/IEC 7812-1 allows up to 19 digits; cards in use here have 16 to 19.
SHORTEST, LONGEST = 16, 19


def read_bank_account(typed: str) -> str:
    """The digits of a bank card. Raises AnswerProblem."""
    if not clean_typed(typed):
        raise AnswerProblem(words("请填银行卡号。卡号印在卡的正面。"))
    number = normalise_number(typed)
    if not is_digits(number):
        raise AnswerProblem(words("卡号里只有数字。请去掉字和别的符号。"))
    if not SHORTEST <= len(number) <= LONGEST:
        raise AnswerProblem(
            words("卡号是 16 到 19 位数字，您填了 %(n)s 位。请对照卡再看一遍。", n=len(number))
        )
    if not has_check_digit(number):
        raise AnswerProblem(words("卡号里好像有一位抄错了。请对照卡，四位四位再看一遍。"))
    return number


def masked_bank_account(number: str) -> str:
    """A card by its last digits: **** 0005."""
    return f"**** {number[-4:]}"
