"""今日暗号: plain words nobody mixes up, the same all day, another the next, none foretold."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from opencc import OpenCC
from pypinyin import lazy_pinyin

from services.clock import FixedClock
from services.day_word import GROUPS, DayWords, known_words
from services.words import words

NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
DAY = date(2026, 11, 22)
# What sounds alike in the accents of the south.
ALIKE = (("^zh", "z"), ("^ch", "c"), ("^sh", "s"), ("^n(?!$)", "l"), ("^r", "l"), ("ng$", "n"))


def day_words(key: bytes = b"k" * 32) -> DayWords:
    """The words of a district."""
    return DayWords(key, FixedClock(NOW))


def _sound(word: str) -> str:
    said = []
    for syllable in lazy_pinyin(word):
        for written, heard in ALIKE:
            syllable = re.sub(written, heard, syllable)
        said.append(syllable)
    return " ".join(said)


def test_no_two_words_share_a_character_or_a_sound() -> None:
    signs = Counter("".join(known_words()))
    assert {len(word) for word in known_words()} == {2}
    assert not [sign for sign, times in signs.items() if times > 1]
    sounds = Counter(map(_sound, known_words()))
    assert not [sound for sound, times in sounds.items() if times > 1]


def test_words_look_the_same_in_both_scripts() -> None:
    for way in ("s2t", "t2s", "s2tw", "s2hk"):
        convert = OpenCC(way).convert
        assert [word for word in known_words() if convert(word) != word] == []


def test_no_word_is_one_that_services_use_every_day() -> None:
    """「请说今天的暗号：水费」 would be taken for what is to be paid."""
    used = {"水费", "电费", "密码", "身份", "银行", "转账", "免费", "中奖", "医保", "社保"}
    assert used.isdisjoint(known_words())


def test_days_in_a_row_never_share_a_word() -> None:
    said = [day_words().of(DAY + timedelta(days=days)) for days in range(2000)]
    for ago in range(1, GROUPS):
        assert all(one != other for one, other in zip(said, said[ago:], strict=False))
    assert len(set(said)) == len(known_words()), "each word has its day"
    shares = Counter(said).values()
    assert max(shares) < 4 * len(said) / len(known_words()), "none comes far more often"


def test_it_stays_all_day_and_changes_at_midnight_in_the_district() -> None:
    clock = FixedClock(NOW)
    words_of_day = DayWords(b"k" * 32, clock)
    morning = words_of_day.of(words_of_day.today())
    clock.advance(hours=14, minutes=47)
    assert words_of_day.of(words_of_day.today()) == morning
    clock.advance(minutes=2)
    assert words_of_day.today() == DAY + timedelta(days=1)
    assert words_of_day.of(words_of_day.today()) != morning


def test_another_district_has_other_words() -> None:
    days = [DAY + timedelta(days=days) for days in range(200)]
    same = sum(day_words().of(day) == day_words(b"j" * 32).of(day) for day in days)
    assert same < 30


def test_one_s_own_word_is_never_the_district_s_and_not_a_neighbour_s() -> None:
    days = [DAY + timedelta(days=days) for days in range(300)]
    mine, all_ = day_words(), day_words()
    assert all(mine.own(1, day) != all_.of(day) for day in days)
    same = sum(mine.own(1, day) == mine.own(2, day) for day in days)
    assert same < 30
    assert all(one != other for one, other in pairwise(mine.own(1, day) for day in days))


def test_the_key_is_made_once_and_stays_when_others_change(tmp_path: Path) -> None:
    path = tmp_path / "word-key"
    first = DayWords.from_file(path, FixedClock(NOW)).of(DAY)
    assert path.stat().st_mode & 0o777 == 0o600
    assert DayWords.from_file(path, FixedClock(NOW)).of(DAY) == first


def test_a_key_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        DayWords(b"short", FixedClock(NOW))


def test_a_message_says_the_word_behind_its_own_words() -> None:
    signed = day_words().signed(words("水来了。"))
    assert dict(signed.values) == {"said": words("水来了。"), "word": day_words().of(DAY)}
