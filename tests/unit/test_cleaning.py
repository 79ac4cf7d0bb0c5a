"""What people type about themselves: taken as they write it, or told how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cleaning.bank_cards import masked_bank_account, read_bank_account
from services.cleaning.contact import masked_room, read_address, read_any_phone
from services.cleaning.days import read_any_day, read_birth_date, read_coming_day
from services.cleaning.identity import (
    birth_date_of,
    masked_id,
    read_id_number,
    with_check_sign,
)
from services.cleaning.names import read_name
from services.cleaning.text import read_digits, read_text
from services.demo.residents import RESIDENTS
from services.journey import AnswerProblem
from services.numbers import check_digit
from webapp.locales import LOCALES, say

TODAY = date(2026, 11, 22)
BORN = date(1948, 3, 12)
ELDER = RESIDENTS[0].id_number


def told(read: Callable[..., Any], *given: Any) -> str:
    """What a resident is told instead of being taken at their word."""
    with pytest.raises(AnswerProblem) as caught:
        read(*given)
    return say(caught.value.words, LOCALES["zh-Hans"])


@pytest.mark.parametrize(
    "typed",
    [
        *("1948-3-12", "1948-03-12", "19480312", "1948年3月12日", "1948.3.12", "1948/03/12"),
        *("１９４８年３月１２日", "1948 年 3 月 12 号", "一九四八年三月十二日", "1948，3，12"),
        *("12 March 1948", "March 12, 1948", "12 Mar 1948", "12th march 1948"),
        *("公历 1948-3-12", "阳历1948年3月12日", "\u200b1948-3-12\x07"),
    ],
)
def test_a_birthday_is_taken_in_all_usual_ways(typed: str) -> None:
    assert read_birth_date(typed, TODAY) == BORN


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "例如 1948 年 3 月 12 日"),
        ("2023-2-29", "2 月只有 28 天，没有 29 日"),
        ("1948年2月30日", "2 月只有 29 天，没有 30 日"),
        ("1948-4-31", "4 月只有 30 天"),
        ("1948-0-1", "没有 0 月"),
        ("1948-13-1", "没有 13 月"),
        ("2026-11-23", "还没有到"),
        ("1895-1-1", "130 岁"),
        ("0000-1-1", "没有这个年份"),
        ("48-3-12", "写全 4 位"),
        ("480312", "写全 4 位"),
        ("3月12日", "把年份也写上"),
        ("12/3/1948", "先写年"),
        ("不记得了", "先写年"),
        *((lunar, "公历（阳历）") for lunar in ("农历三月初三", "阴历1948年3月12日", "腊月廿三")),
        *((lunar, "身份证正面“出生”那一行") for lunar in ("正月初一", "戊子年二月", "闰四月初八")),
        ("民国37年3月12日", "公历的年份"),
        ("<script>alert(1)</script>", "先写年"),
        ("9" * 10_000, "先写年"),
    ],
)
def test_a_day_that_is_no_birthday_is_explained(typed: str, says: str) -> None:
    assert says in told(read_birth_date, typed, TODAY)


@pytest.mark.parametrize(
    "born", [TODAY, date(2000, 2, 29), date(2024, 2, 29), date(1896, 1, 1), date(1961, 11, 23)]
)
def test_ages_at_the_edges_are_taken(born: date) -> None:
    assert read_birth_date(f"{born.year}-{born.month}-{born.day}", TODAY) == born


@given(st.dates(min_value=date(1897, 1, 1), max_value=TODAY))
def test_every_day_of_a_life_can_be_written_in_each_way(day: date) -> None:
    for written in (f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日", day.isoformat()):
        assert read_birth_date(written, TODAY) == day


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_days(typed: str) -> None:
    with suppress(AnswerProblem):
        assert read_birth_date(typed, TODAY) <= TODAY


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("明天", date(2026, 11, 23)),
        ("12月1日", date(2026, 12, 1)),
        ("十二月一日", date(2026, 12, 1)),
        ("1-5", date(2027, 1, 5)),
        ("2026年12月1号", date(2026, 12, 1)),
    ],
)
def test_a_coming_day_may_lack_its_year(typed: str, meant: date) -> None:
    last = TODAY + timedelta(days=60)
    assert read_coming_day(typed, TODAY, TODAY + timedelta(days=1), last) == meant


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("2026-11-1", "已经过去了"),
        ("昨天", "先写年"),
        ("今天", "来不及了"),
        ("2027-6-1", "太远了"),
        ("腊月初八", "公历"),
        ("2026-11-31", "11 月只有 30 天"),
    ],
)
def test_a_day_nobody_can_come_on_is_explained(typed: str, says: str) -> None:
    last = TODAY + timedelta(days=60)
    assert says in told(read_coming_day, typed, TODAY, TODAY + timedelta(days=1), last)


def test_any_day_may_be_long_ago_but_not_of_another_age() -> None:
    assert read_any_day("2020-5-1", TODAY) == date(2020, 5, 1)
    assert "太远" in told(read_any_day, "3026-5-1", TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        ELDER,
        f"{ELDER[:6]} {ELDER[6:14]} {ELDER[14:]}",
        "".join(chr(ord(sign) + 0xFEE0) for sign in ELDER),
        f"{ELDER[:6]}-{ELDER[6:]}",
    ],
)
def test_an_id_number_is_taken_however_it_is_written(typed: str) -> None:
    assert read_id_number(typed, TODAY) == ELDER
    assert birth_date_of(ELDER) == BORN
    assert ELDER[6:14] not in masked_id(ELDER)


@pytest.mark.parametrize("sign", ["x", "X", "ｘ", "×", "х", "*"])
def test_the_x_may_be_any_sign_that_looks_like_it(sign: str) -> None:
    body = next(
        f"1101011950{day:04d}000"
        for day in (*range(101, 129), *range(301, 329))
        if with_check_sign(f"1101011950{day:04d}000").endswith("X")
    )
    assert read_id_number(body + sign, TODAY) == f"{body}X"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "18 位"),
        (ELDER[:-1], "少了 1 位"),
        (ELDER + "1", "多了 1 位"),
        ("110101480312000", "15 位的旧号码"),
        (f"{ELDER[:5]}l{ELDER[6:]}", "第 6 位不是数字"),
        (f"X{ELDER[1:]}", "第 1 位是字母"),
        (f"00{ELDER[2:]}", "第 1 位和第 2 位"),
        (with_check_sign("11010119481312000"), "第 11 位和第 12 位"),
        (with_check_sign("11010119480230000"), "第 13 位和第 14 位"),
        (with_check_sign("11010120230229000"), "第 13 位和第 14 位"),
        (with_check_sign("11010120300312000"), "第 7 位到第 14 位"),
        (with_check_sign("11010118000312000"), "第 7 位到第 10 位"),
        (ELDER[:-1] + str((int(ELDER[-1]) + 1) % 10), "先看最后 4 位"),
        ("身份证丢了", "第 1 位不是数字"),
        ("1" * 10_000, "多了"),
    ],
)
def test_what_looks_wrong_in_an_id_number_is_named(typed: str, says: str) -> None:
    said = told(read_id_number, typed, TODAY)
    assert says in said
    assert ELDER[-4:] not in said, "the right digits are not given away"


@given(st.dates(min_value=date(1900, 1, 1), max_value=TODAY), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes_as_the_same_number(day: date, place: int, by: int) -> None:
    number = with_check_sign(f"310101{day:%Y%m%d}000")
    assert read_id_number(number, TODAY) == number
    wrong = str((int(number[place]) + by) % 10)
    with pytest.raises(AnswerProblem):
        read_id_number(number[:place] + wrong + number[place + 1 :], TODAY)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 王 秀兰 ", "王秀兰"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("古丽．艾力", "古丽·艾力"),
        ("𠮷〇", "𠮷〇"),
        ("John  O'Neil", "John O'Neil"),
        ("赵" * 30, "赵" * 30),
    ],
)
def test_names_are_taken_as_on_the_card(typed: str, kept: str) -> None:
    assert read_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "请填姓名"),
        ("王", "至少有 2 个字"),
        ("赵" * 31, "最多 30 个字，您写了 31 个"),
        ("王秀兰1", "“1”"),
        ("<b>王秀兰</b>", "“<”"),
        ("王a兰", "“a”"),
    ],
)
def test_what_is_no_name_is_explained(typed: str, says: str) -> None:
    assert says in told(read_name, typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("199 0000 0001", "19900000001"),
        ("+86 19900000001", "19900000001"),
        ("(021) 6234-5678", "02162345678"),
        ("0571 8765 4321", "057187654321"),
        ("+86-21-62345678", "02162345678"),
    ],
)
def test_telephones_in_the_pocket_and_at_home_are_taken(typed: str, kept: str) -> None:
    assert read_any_phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "请填电话号码"),
        ("62345678", "加上区号"),
        ("021 6234", "加上区号"),
        ("099 123456789012", "区号"),
        ("1234567", "加上区号"),
        ("12345678901", "不像手机号"),
        ("没有电话", "只能有数字"),
    ],
)
def test_what_cannot_be_rung_is_explained(typed: str, says: str) -> None:
    assert says in told(read_any_phone, typed)


def test_addresses_are_long_enough_to_find_and_hide_their_room() -> None:
    assert read_address("  暖阳路 12 弄　3 号 401 室\x00") == "暖阳路 12 弄 3 号 401 室"
    assert masked_room("暖阳路 12 弄 3 号 401 室") == "暖阳路 12 弄 3 号 ** 室"
    assert "太短" in told(read_address, "暖阳路")
    assert "中文" in told(read_address, "12 Nuanyang Road")
    assert "最多 100 个字" in told(read_address, "路" * 101)


def test_cards_of_a_bank_carry_a_check_digit() -> None:
    body = "621700000000000012"
    number = body + check_digit(body)
    assert read_bank_account(" ".join(number)) == number
    assert masked_bank_account(number) == f"**** {number[-4:]}"
    assert "抄错" in told(read_bank_account, body + str((int(number[-1]) + 1) % 10))
    assert "16 到 19 位" in told(read_bank_account, "6217")


def test_free_text_keeps_markup_and_lines_and_loses_what_no_one_sees() -> None:
    assert read_text("<script>alert(1)</script>\r\n第二行\x00\u202e") == (
        "<script>alert(1)</script>\n第二行"
    )
    assert "写了 501 个字" in told(read_text, "好" * 501)
    assert "最多 20 位" in told(read_digits, "1" * 21)
    assert "只填数字" in told(read_digits, "三五")
