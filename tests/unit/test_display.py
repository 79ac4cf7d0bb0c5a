"""Display preferences survive the cookie, and rubbish in it does no harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y.display import ALLOWED, DEFAULT, Display, display_from, display_from_cookie


@given(st.fixed_dictionaries({name: st.sampled_from(values) for name, values in ALLOWED.items()}))
def test_any_choice_comes_back_from_its_cookie(chosen: dict[str, str]) -> None:
    display = display_from(chosen)
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
