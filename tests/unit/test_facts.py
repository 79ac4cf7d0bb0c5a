"""Facts in a text: no digit escapes, and each is called what it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y.formats.facts import facts_of


@given(st.text(st.sampled_from("0123456789０٣ .,:：，。-/%*元年月日岁个天点¥Xx"), max_size=40))
def test_every_digit_belongs_to_one_fact(text: str) -> None:
    told = "".join(fact.value for fact in facts_of(text, "zh-Hans"))
    digits = "".join(str(int(each)) for each in text if each.isdecimal())
    assert re.sub(r"\D", "", told) == digits


@pytest.mark.parametrize(
    ("text", "language", "facts"),
    [
        ("2026 年 5 月 1 日起", "zh-Hans", [("date", "2026年5月1日")]),
        ("２０２６年", "zh-Hans", [("date", "2026年")]),
        ("¥31.05", "zh-Hans", [("amount", "¥31.05")]),
        ("3 月 2 日到 5 月", "zh-Hans", [("date", "3月2日"), ("duration", "5月")]),
        ("满 80 周岁的三级残疾", "zh-Hans", [("age", "80周岁"), ("number", "三级")]),
        ("打 120 或 962740", "zh-Hans", [("phone number", "120"), ("phone number", "962740")]),
        ("310***1234", "zh-Hans", [("number", "310***1234")]),
        ("Tier 2: 22 cubic metres", "en", [("number", "2"), ("number", "22")]),
        ("3 March 2026, 9:30", "en", [("date", "3March2026"), ("time", "9:30")]),
        ("选 3，28 也行", "zh-Hans", [("number", "3"), ("number", "28")]),
        ("1,128.50 yuan", "en", [("amount", "1128.50yuan")]),
    ],
)
def test_facts_are_named(text: str, language: str, facts: list[tuple[str, str]]) -> None:
    assert [(fact.kind, fact.value) for fact in facts_of(text, language)] == facts
