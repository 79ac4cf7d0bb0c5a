"""Money, dates and times read as a resident of each language expects."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from services.words import Money, Month
from webapp.formatting import ChineseFormats, EnglishFormats, district_time

ZH, HANT, EN = ChineseFormats(), ChineseFormats(hour="點"), EnglishFormats()


def test_money_keeps_both_digits_of_the_fen() -> None:
    assert [f.money(Money(123405)) for f in (ZH, EN)] == ["1234.05 元", "¥1,234.05"]
    assert [f.money(Money(-5)) for f in (ZH, EN)] == ["-0.05 元", "-¥0.05"]


def test_days_and_months() -> None:
    assert ZH.date(date(2026, 11, 2)) == "2026 年 11 月 2 日"
    assert EN.date(date(2026, 11, 2)) == "2 November 2026"
    assert ZH.day(date(2026, 11, 24)) == "11 月 24 日 星期二"
    assert EN.day(date(2026, 11, 24)) == "Tuesday 24 November"
    assert ZH.month(Month(2026, 10)) == "2026 年 10 月"
    assert EN.month(Month(2026, 10)) == "October 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "chinese", "english"),
    [
        (0, 5, "凌晨 0 点 5 分", "12:05 am"),
        (9, 12, "上午 9 点 12 分", "9:12 am"),
        (12, 0, "中午 12 点", "12:00 pm"),
        (13, 30, "下午 1 点 30 分", "1:30 pm"),
        (18, 0, "晚上 6 点", "6:00 pm"),
    ],
)
def test_the_clock_names_the_part_of_the_day(
    hour: int, minute: int, chinese: str, english: str
) -> None:
    time = datetime(2026, 11, 22, hour, minute, tzinfo=UTC)
    assert ZH.clock(time) == chinese
    assert HANT.clock(time) == chinese.replace("点", "點")
    assert EN.clock(time) == english


def test_a_moment_is_a_day_and_a_clock() -> None:
    time = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
    assert ZH.moment(time) == "11 月 22 日 上午 9 点 12 分"
    assert EN.moment(time) == "22 November, 9:12 am"


def test_shown_times_are_those_of_the_district() -> None:
    assert district_time(datetime(2026, 11, 22, 17, 0, tzinfo=UTC)).day == 23
    with pytest.raises(ValueError, match="zone"):
        district_time(datetime.fromisoformat("2026-11-22T09:12"))


def test_numbers_lose_idle_zeros_but_not_their_size() -> None:
    assert [f.number(Decimal("12.50")) for f in (ZH, EN)] == ["12.5", "12.5"]
    assert [f.number(Decimal("100")) for f in (ZH, EN)] == ["100", "100"]
    assert [f.number(12345) for f in (ZH, EN)] == ["12345", "12,345"]


def test_names_in_a_row_are_said_as_people_say_them() -> None:
    names = ["water", "electricity", "gas"]
    assert EnglishFormats().listed(names) == "water, electricity and gas"
    assert EnglishFormats().listed(names[:1]) == "water"
    assert ChineseFormats().listed(["交水费", "交电费"]) == "交水费、交电费"
