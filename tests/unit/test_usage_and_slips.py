"""The picture of use and the slip for the counter."""

from datetime import date
from decimal import Decimal

import pytest
from barcode.charsets import code128

from services.numbers import has_check_digit
from services.providers.utility import Bill, Utility
from services.slips import slip_barcode, slip_number
from services.utilities.accounts import account_number
from services.utilities.usage import BAR_LENGTH, period, usage_year
from services.words import Month


def _bill(month: Month, usage: int, months: int = 1) -> Bill:
    return Bill(
        str(month), Utility.WATER, "1", month, Decimal(usage), "m³", usage * 345,
        date(2026, 12, 1), None, months,
    )  # fmt: skip


def test_twelve_months_are_shown_oldest_first() -> None:
    bills = [_bill(Month(2026 - n // 6, 12 - n % 6 * 2), 10 + n, 2) for n in range(12)]
    year = usage_year(Utility.WATER, bills)
    assert year is not None
    assert [bar.short for bar in year.bars] == ["1–2", "3–4", "5–6", "7–8", "9–10", "11–12"]
    assert max(bar.length for bar in year.bars) == BAR_LENGTH
    assert dict(year.total.values)["usage"].values == (("amount", "75"),)  # type: ignore[union-attr]


def test_no_bills_no_picture_and_no_use_no_fault() -> None:
    assert usage_year(Utility.WATER, []) is None
    assert usage_year(Utility.WATER, [_bill(Month(2026, 10), 0)]) is not None


def test_two_months_may_cross_the_year() -> None:
    assert dict(period(Month(2026, 1), 2).values)["first"] == Month(2025, 12)


def test_a_slip_says_kind_account_and_sum() -> None:
    account = account_number(Utility.GAS, 5)
    number = slip_number(Utility.GAS, account, 13800)
    assert number[:11] == "3" + account
    assert number[11:19] == "00013800"
    assert has_check_digit(number)
    for wrong in (0, 100_000_000):
        with pytest.raises(ValueError, match="slip"):
            slip_number(Utility.GAS, account, wrong)


def test_a_scanner_reads_the_number_back() -> None:
    number = slip_number(Utility.WATER, account_number(Utility.WATER, 5), 3105)
    barcode = slip_barcode(number)
    modules = ["0"] * barcode.width
    for start, width in barcode.bars:
        modules[start : start + width] = "1" * width
    line = "".join(modules)
    values = [code128.CODES.index(line[at : at + 11]) for at in range(0, barcode.width - 13, 11)]
    assert values[0] == code128.START_CODES["C"]
    assert "".join(f"{value:02d}" for value in values[1:-1]) == number
    weighted = values[0] + sum(place * value for place, value in enumerate(values[1:-1], start=1))
    assert values[-1] == weighted % 103
