"""Numbers of people never reach a public page, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cleaning.masking import MASK, mask_people, mask_private
from services.demo.residents import RESIDENTS

HANZI = str.maketrans("0123456789", "零一二三四五六七八九")
FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
NUMBERS = [each.id_number for each in RESIDENTS] + [each.phone for each in RESIDENTS]


@pytest.mark.parametrize(
    "private",
    [
        "110101194803120009",
        "11010119480312000X",
        "１１０１０１ １９４８０３１２ ０００９",
        "1 3 8 0 0 1 3 8 0 0 0",
        "138-0013-8000",
        "138，0013，8000",
        "+86 138 0013 8000",
        "幺三八零零幺三八零零零",
        "6222 0212 3456 7890 123",
        "021-6234 5678",
        "62345678",
        "wang.xiulan@example.cn",
    ],
)
def test_a_number_of_somebody_is_covered(private: str) -> None:
    assert mask_private(f"我是{private}，请回电") == f"我是{MASK}，请回电"


@pytest.mark.parametrize(
    "said",
    [
        "打 12345 或者 962740 都行。",
        "水费 31.05 元，用了 12 吨。",
        "2026 年 11 月 22 日上午 8:30 到 11:30。",
        "看 2026-11-22 的通知。",
        "一九四九年到二〇二六年。",
        "第 3 条、第 12 条，100 元、200 元、300 元。",
    ],
)
def test_what_anybody_may_read_stays(said: str) -> None:
    assert mask_private(said) == said


def test_the_number_of_a_room_goes_and_the_street_stays() -> None:
    assert mask_private("暖阳路 12 弄 3 号 402 室漏水") == f"暖阳路 12 弄 3 号 {MASK} 室漏水"


@given(
    st.sampled_from(NUMBERS),
    st.sampled_from(["", " ", "-", "—", "  ", ".", "·"]),
    st.sampled_from([None, HANZI, FULL]),
    st.integers(1, 6),
)
def test_however_it_is_split_and_spelled(
    number: str, between: str, spelled: dict[int, int] | None, size: int
) -> None:
    pieces = [number[at : at + size] for at in range(0, len(number), size)]
    written = between.join(pieces)
    written = written.translate(spelled) if spelled else written
    assert mask_private(f"号码 {written} 是我的") == f"号码 {MASK} 是我的"


@given(st.text(max_size=200))
def test_any_text_is_taken_and_taken_again_stays_as_it_is(text: str) -> None:
    once = mask_private(text)
    assert mask_private(once) == once


def test_an_answer_keeps_an_office_s_telephone() -> None:
    said = "打 021-62345678，找小王 13800138000，身份证 110101194803120009。"
    assert mask_people(said) == f"打 021-62345678，找小王 {MASK}，身份证 {MASK}。"
