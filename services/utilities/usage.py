"""Twelve months of use and cost, made ready for a table and a picture that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.providers.utility import Bill, Utility
from services.words import Money, Month, Words, words

MONTHS_SHOWN = 12
# The picture's drawing units; the longest bar is this long.
BAR_LENGTH = 200
_UNITS = {
    Utility.ELECTRICITY: words("用量（度）"),
    Utility.WATER: words("用量（立方米）"),
    Utility.GAS: words("用量（立方米）"),
}


@dataclass(frozen=True)
class UsageBar:
    """One bill: the months it covers, its use and cost, and the length of its bar."""

    first: Month
    last: Month
    short: str
    usage: str
    amount: Money
    length: int


@dataclass(frozen=True)
class UsageYear:
    """The bars from the oldest to the newest, what they count, and what is to be seen in them."""

    bars: tuple[UsageBar, ...]
    unit: Words
    total: Words
    highest: Words


def first_month(last: Month, months: int) -> Month:
    """The first of `months` months that end with `last`."""
    number = last.year * 12 + last.month - months
    return Month(number // 12, number % 12 + 1)


def period(last: Month, months: int) -> Words:
    """The time a bill covers: one month, or from one to another."""
    if months == 1:
        return words("%(month)s的账单", month=last)
    return words("%(first)s到 %(last)s的账单", first=first_month(last, months), last=last)


def said_usage(utility: Utility, usage: Decimal) -> Words:
    """A use with the unit that residents say."""
    amount = f"{usage.normalize():f}"
    if utility is Utility.ELECTRICITY:
        return words("%(amount)s 度", amount=amount)
    return words("%(amount)s 立方米", amount=amount)


def usage_year(utility: Utility, bills: Sequence[Bill]) -> UsageYear | None:
    """The last twelve months of bills given newest first; None if there is no bill."""
    shown: list[Bill] = []
    for bill in bills:
        if sum(other.months for other in shown) + bill.months > MONTHS_SHOWN:
            break
        shown.append(bill)
    if not shown:
        return None
    most = max(shown, key=lambda bill: bill.usage)
    total = sum((bill.usage for bill in shown), Decimal(0))
    return UsageYear(
        tuple(_bar(bill, most.usage) for bill in reversed(shown)),
        _UNITS[utility],
        words("最近 12 个月一共用了 %(usage)s。", usage=said_usage(utility, total)),
        _highest(utility, most),
    )


def _highest(utility: Utility, bill: Bill) -> Words:
    usage = said_usage(utility, bill.usage)
    if bill.months == 1:
        return words("用得最多的是 %(month)s，用了 %(usage)s。", month=bill.month, usage=usage)
    first = first_month(bill.month, bill.months)
    return words(
        "用得最多的是 %(first)s到 %(last)s，用了 %(usage)s。",
        first=first,
        last=bill.month,
        usage=usage,
    )


def _bar(bill: Bill, most: Decimal) -> UsageBar:
    first = first_month(bill.month, bill.months)
    share = bill.usage / most if most else Decimal(0)
    short = f"{bill.month.month}"
    if bill.months > 1:
        short = f"{first.month}–{short}"
    usage = f"{bill.usage.normalize():f}"
    length = max(1, round(share * BAR_LENGTH))
    return UsageBar(first, bill.month, short, usage, Money(bill.amount_fen), length)
