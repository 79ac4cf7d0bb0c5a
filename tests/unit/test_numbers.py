"""Numbers as residents type them."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.numbers import check_digit, has_check_digit, normalise_number
from services.providers.utility import Utility
from services.utilities.accounts import (
    WrongNumber,
    account_number,
    masked_address,
    read_account_number,
)

GOOD = account_number(Utility.ELECTRICITY, 40_037)


@pytest.mark.parametrize(
    "typed",
    [
        GOOD,
        f" {GOOD[:4]} {GOOD[4:8]}-{GOOD[8:]} ",
        "".join(chr(ord(digit) + 0xFEE0) for digit in GOOD),
        f"{GOOD[:5]}\u3000{GOOD[5:]}",
        f"\x00{GOOD[:3]}\u200b{GOOD[3:]}\n",
        f"{GOOD[:4]}—{GOOD[4:]}",
    ],
)
def test_a_number_is_understood_however_it_is_typed(typed: str) -> None:
    assert read_account_number(Utility.ELECTRICITY, typed) == GOOD


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请填户号"),
        ("　\x00", "请填户号"),
        ("户号 " + GOOD, "只有数字"),
        (GOOD[:-1], "您填了"),
        ("1" * 10_000, "太长了"),
        (account_number(Utility.WATER, 40_037), "这是水费的户号"),
    ],
)
def test_a_wrong_number_says_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(WrongNumber) as wrong:
        read_account_number(Utility.ELECTRICITY, typed)
    assert said in wrong.value.words.msgid


@given(st.text(alphabet="0123456789", min_size=1, max_size=20), st.data())
def test_one_wrong_digit_is_always_noticed(body: str, data: st.DataObject) -> None:
    whole = body + check_digit(body)
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != whole[place]]))
    assert has_check_digit(whole)
    assert not has_check_digit(whole[:place] + other + whole[place + 1 :])


@given(st.text(max_size=400))
def test_any_text_loses_spaces_and_invisible_signs(text: str) -> None:
    plain = normalise_number(text)
    assert not any(sign.isspace() or category(sign)[0] == "C" for sign in plain)


def test_an_address_shows_the_street_only() -> None:
    assert masked_address("暖阳路 12 弄 3 号 401 室") == "暖阳路 ** 弄 ** 号 ** 室"
