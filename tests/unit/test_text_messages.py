"""The table of text messages: short in every language, and silent about what it is not asked."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import get_args

import pytest

from services.cases import DISTRICT_TIME
from services.clock import FixedClock
from services.day_word import DayWords
from services.messages import MESSAGES, Kind, message, quiet_hours
from services.words import Value, Words, words
from webapp.locales import LOCALES, say
from webapp.settings import Settings

NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
# Three parts of 67 signs each, as phones put a long message in hanzi together (3GPP TS 23.040).
LONGEST = 3 * 67
SECRET = "老年综合津贴每月 180 元"


@pytest.mark.parametrize("tag", LOCALES)
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind in MESSAGES])
def test_every_message_is_short_and_says_the_word(kind: Kind, tag: str) -> None:
    given: dict[str, Value] = {
        "code": "123456",
        "minutes": 5,
        "reference": "S20261122000123",
        "name": "王秀兰",
    }
    said = message(kind, said=words("水来了。"), **given)
    day_words = DayWords(b"k" * 32, FixedClock(NOW))
    text = say(day_words.signed(said), LOCALES[tag])
    assert len(text) <= LONGEST
    assert day_words.of(day_words.today()) in text
    assert "%(" not in text


@pytest.mark.parametrize("kind", [Kind.STEP, Kind.NEWS])
def test_what_is_on_somebody_s_screen_does_not_say_what_it_is_about(kind: Kind) -> None:
    told = message(kind, said=Words(SECRET), reference="S20261122000123")
    assert SECRET not in say(told, LOCALES["zh-Hans"])


@pytest.mark.parametrize(
    ("clock", "until"),
    [
        (time(20, 59), None),
        (time(21, 0), time(8, 0)),
        (time(23, 59), time(8, 0)),
        (time(0, 0), time(8, 0)),
        (time(7, 59), time(8, 0)),
        (time(8, 0), None),
    ],
)
def test_quiet_hours_go_over_midnight(clock: time, until: time | None) -> None:
    now = datetime.combine(NOW.date(), clock, DISTRICT_TIME)
    over = quiet_hours("21:00-08:00").over(now)
    assert (over and over.time()) == until
    assert over is None or timedelta(0) < over - now <= timedelta(hours=11)


def test_quiet_hours_at_noon_and_none() -> None:
    noon = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
    assert quiet_hours("12:00-14:00").over(noon) is not None
    assert quiet_hours("").over(noon) is None


@pytest.mark.parametrize("typed", ["9pm-8am", "21-8", "24:00-08:00", "21:00-08:00 "])
def test_other_ways_to_write_them_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="21:00-08:00"):
        quiet_hours(typed)


def test_the_usual_ones_can_be_read() -> None:
    assert quiet_hours(Settings().quiet_hours).begin == time(21)
    assert "off" in get_args(Settings.model_fields["letters"].annotation)
