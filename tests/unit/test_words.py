"""Words: kept as data, equal when they say the same, back from JSON unchanged."""

import json
from datetime import UTC, date, datetime, time

import pytest

from services.words import Day, Money, Month, Words, from_json, to_json, words, words_n

EVERY_KIND = words(
    "%(name)s 在 %(time)s 为 %(month)s 交了 %(amount)s，%(day)s 前可撤回 %(times)s 次：%(what)s",
    name="王秀兰",
    time=datetime(2026, 11, 22, 1, 12, tzinfo=UTC),
    month=Month(2026, 10),
    amount=Money(3105),
    weekday=Day(date(2026, 11, 24)),
    hour=time(9, 30),
    day=date(2026, 11, 23),
    times=2,
    what=words_n("%(n)s 张账单", "%(n)s 张账单", 3),
)


def test_words_are_equal_whatever_the_order_of_their_values() -> None:
    one = words("%(a)s %(b)s", a=1, b=2)
    other = words("%(a)s %(b)s", b=2, a=1)
    assert one == other
    assert hash(one) == hash(other)


def test_words_come_back_from_json_unchanged() -> None:
    assert from_json(json.loads(json.dumps(to_json(EVERY_KIND)))) == EVERY_KIND


def test_a_sentence_without_values_is_kept_as_the_sentence_alone() -> None:
    assert to_json(words("下一步")) == {"msgid": "下一步"}


def test_words_n_carries_its_number() -> None:
    said = words_n("%(n)s 张账单", "%(n)s 张账单", 3)
    assert said == Words("%(n)s 张账单", (("n", 3),), "%(n)s 张账单", 3)


def test_unknown_kept_values_are_refused() -> None:
    with pytest.raises(ValueError, match="not a kept value"):
        from_json({"msgid": "x %(a)s", "values": {"a": {"unknown": 1}}})
