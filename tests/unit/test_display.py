"""Display preferences survive the cookie, and rubbish in it does no harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y import aids
from a11y.display import ALLOWED, DEFAULT, Display, display_from, display_from_cookie, restored


@given(
    st.fixed_dictionaries({name: st.sampled_from(values) for name, values in ALLOWED.items()}),
    st.lists(st.sampled_from(aids.NAMES)),
)
def test_any_choice_comes_back_from_its_cookie(chosen: dict[str, str], on: list[str]) -> None:
    display = display_from({**chosen, "aids": "+".join(on)})
    assert set(display.switched_on) == set(on)
    assert display_from_cookie(display.to_cookie()) == display


@given(st.text(max_size=80))
def test_an_unreadable_cookie_gives_usable_preferences(cookie: str) -> None:
    display = display_from_cookie(cookie)
    assert all(str(getattr(display, name)) in values for name, values in ALLOWED.items())


def test_a_value_out_of_range_leaves_the_rest() -> None:
    chosen = display_from({"text_percent": "900", "scheme": "lamp"}, Display(text_percent=150))
    assert (chosen.text_percent, chosen.scheme) == (150, "lamp")


@pytest.mark.parametrize("cookie", [None, "", "100", "a.b.c.d.e.f.g", "." * 50])
def test_a_missing_or_short_cookie_gives_the_defaults(cookie: str | None) -> None:
    assert display_from_cookie(cookie) == DEFAULT


def test_a_cookie_from_before_the_aids_keeps_all_it_says() -> None:
    old = display_from_cookie("150.wide.normal.lamp.less.75.100")
    assert (old.text_percent, old.scheme, old.rate, old.volume) == (150, "lamp", 75, 100)
    assert (old.switched_on, old.cursor_size) == (("go-on",), "big")


def test_a_screen_reader_silences_all_other_aids_and_gives_them_back() -> None:
    chosen = DEFAULT.with_aids(("cross", "pinyin", "silence"))
    assert chosen.in_force == ("silence",)
    assert chosen.with_aids(chosen.switched_on[1:]).in_force == ("cross", "pinyin")


def test_restoring_some_preferences_leaves_the_others() -> None:
    chosen = Display(text_percent=200, rate=50)
    assert restored(chosen, ["rate"]) == Display(text_percent=200)
