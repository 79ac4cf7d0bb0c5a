"""What a meter shows, held against the last bill: far off is asked about once, then taken."""

from collections.abc import Sequence
from decimal import Decimal

from services.cleaning.text import read_digits
from services.journey import AnswerProblem, Answers, Kind, Option, Question
from services.providers.utility import Bill, Utility
from services.requests.accounts import AccountBook, account_number
from services.requests.typing_in import first
from services.utilities.accounts import utility_of
from services.utilities.usage import said_usage
from services.words import Words, words

# Household meters have five to seven figures before the point.
LONGEST = 7
# More than this many times the highest bill of two years is more likely a slip of the eye.
MOST_TIMES = 3
SURE, AGAIN = "sure", "again"


def is_odd(reading: int, bills: Sequence[Bill]) -> bool:
    """Whether a reading is lower than on the newest bill, or higher than use can explain."""
    last = _last(bills)
    if last is None:
        return False
    highest = max(bill.usage for bill in bills)
    return reading < int(last) or reading - last > MOST_TIMES * highest


def _last(bills: Sequence[Bill]) -> Decimal | None:
    return next((bill.reading for bill in bills if bill.reading is not None), None)


def _take_reading(typed: str) -> str:
    digits = read_digits(typed)
    if len(digits) > LONGEST:
        raise AnswerProblem(
            words(
                "表上最多 %(longest)s 位整数，您填了 %(typed)s 位。红色的小数不用填。",
                longest=LONGEST,
                typed=len(digits),
            )
        )
    return str(int(digits))


def _shown(value: str, answers: Answers) -> list[Words | str]:
    utility = utility_of(account_number(answers) or "") or Utility.WATER
    return [said_usage(utility, Decimal(value))]


def _far_off(book: AccountBook, answers: Answers) -> bool:
    number = account_number(answers)
    if number is None or "reading" not in answers:
        return False
    return is_odd(int(answers["reading"]), book.bills(number))


def _sure_options(book: AccountBook, answers: Answers) -> list[Option]:
    number = account_number(answers) or ""
    last = _last(book.bills(number))
    utility = utility_of(number) or Utility.WATER
    compared = None
    if last is not None and "reading" in answers:
        compared = words(
            "上次是 %(last)s，您填的是 %(now)s。",
            last=said_usage(utility, Decimal(int(last))),
            now=said_usage(utility, Decimal(answers["reading"])),
        )
    return [
        Option(SURE, words("看过了，就是这个数"), compared),
        Option(AGAIN, words("看错了，要改一改")),
    ]


def _take_sure(value: str) -> str:
    if value == AGAIN:
        raise AnswerProblem(words("请按“返回上一步”，把表上的数改一改。"))
    if value != SURE:
        raise AnswerProblem(words("请再看一遍表，选一个。"))
    return value


READING = Question(
    slug="reading",
    section="need",
    kind=Kind.DIGITS,
    label=words("表上的数是多少？"),
    name=words("表上的数"),
    hint=words("只填黑色的整数，红色的小数不用填。"),
    example=lambda context: "3560",
    clean=lambda raw, context, answers: _take_reading(first(raw)),
    show=lambda value, context, answers: _shown(value, answers),
    depends_on=("account", "account-number"),
)
READING_SURE = Question(
    slug="reading-sure",
    section="sure",
    kind=Kind.CHOICE,
    label=words("这个数和上次差得多，请再看一遍表"),
    name=words("再看一遍表"),
    options=lambda context, answers: _sure_options(context.book, answers),
    applies=lambda context, answers: _far_off(context.book, answers),
    clean=lambda raw, context, answers: _take_sure(first(raw)),
    show=lambda value, context, answers: [words("看过了，就是这个数")],
    depends_on=("reading",),
)
