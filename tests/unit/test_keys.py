"""A resident's keys survive their cookie, never clash, and keep out of the browser's way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y.keys import ACTIONS, DEFAULT, HOLDS, KEYS, NAMES, OFF, KeyMap, keys_from_cookie

# Alt + Shift and these letters belong to Chromium, Edge and Firefox (tab groups, bars, reports),
# and with 1-4 Firefox opens the entries of the care home page.
TAKEN_BY_BROWSERS = set("ABCIPTWXZ1234")


def test_each_action_begins_with_a_key_of_its_own() -> None:
    assert not DEFAULT.conflicts()
    assert len(DEFAULT.by_action) == len(ACTIONS)
    assert not set(KEYS) & TAKEN_BY_BROWSERS


@given(
    st.permutations([*KEYS, *OFF * 8]).map(lambda keys: "".join(keys[: len(ACTIONS)])),
    st.booleans(),
    st.sampled_from([hold.value for hold in HOLDS]),
)
def test_any_choice_comes_back_from_its_cookie(keys: str, on: bool, hold: str) -> None:
    chosen = KeyMap(on, hold, keys)
    assert keys_from_cookie(chosen.to_cookie()) == chosen


@given(st.text(max_size=60) | st.from_regex(r"(on|off)\.(alone|alt-shift)\.[A-Z0-9-]{0,25}"))
def test_an_unreadable_cookie_gives_usable_keys(cookie: str) -> None:
    keys = keys_from_cookie(cookie)
    assert not keys.conflicts()
    assert set(keys.by_action.values()) <= set(KEYS)


@pytest.mark.parametrize("cookie", [None, "", "on", "on.alt-shift.DD", "on.ctrl.D", "on.alone.A"])
def test_a_wrong_cookie_gives_the_usual_keys(cookie: str | None) -> None:
    assert keys_from_cookie(cookie) == DEFAULT


def test_a_cookie_from_before_an_action_was_added_keeps_the_others() -> None:
    kept = keys_from_cookie("off.alone.0J")
    assert kept.by_action["read-play"] == "0"
    assert kept.by_action["read-again"] == "K"
    assert "silence" not in kept.by_action, "its first key is taken"
    assert (kept.on, kept.for_page) == (False, "")


def test_two_actions_with_one_key_are_told_apart() -> None:
    assert DEFAULT.changed({"cross": "D"}).conflicts() == {"cross": "read-play"}
    assert DEFAULT.changed({"cross": "A", "nothing": "D"}) == DEFAULT
    assert NAMES[-1] == "silence"
