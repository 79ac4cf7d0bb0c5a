"""Twelve months of use and cost, made ready for a table and a picture that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.providers.utility import Bill, Utility
from services.words import Money, Month, Words, words

MONTHS_SHOWN = 12
# The picture's drawing units; the tallest bar is this high.
BAR_HEIGHT = 100


@dataclass(frozen=True)
class UsageBar:
    """One bill: its period, use and cost in words, and how high its bar is (1 to BAR_HEIGHT)."""

    period: Words
    short: str
    usage: Decimal
    said_usage: Words
    amount: Money
    height: int


@dataclass(frozen=True)
class UsageYear:
    """The bars from the oldest to the newest, and the sentence that sums them up."""

    bars: tuple[UsageBar, ...]
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
    bars = tuple(_bar(utility, bill, most.usage) for bill in reversed(shown))
    total = sum((bill.usage for bill in shown), Decimal(0))
    return UsageYear(
        bars,
        words("最近 12 个月一共用了 %(usage)s。", usage=said_usage(utility, total)),
        words(
            "用得最多的是 %(period)s：%(usage)s。",
            period=period(most.month, most.months),
            usage=said_usage(utility, most.usage),
        ),
    )


def _bar(utility: Utility, bill: Bill, most: Decimal) -> UsageBar:
    share = bill.usage / most if most else Decimal(0)
    short = str(bill.month.month)
    if bill.months > 1:
        short = f"{first_month(bill.month, bill.months).month}–{short}"
    return UsageBar(
        period(bill.month, bill.months),
        short,
        bill.usage,
        said_usage(utility, bill.usage),
        Money(bill.amount_fen),
        max(1, round(share * BAR_HEIGHT)),
    )
