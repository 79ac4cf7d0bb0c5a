"""The reading aids and their keys: set, refused, and switched on over pages of every kind."""

from __future__ import annotations

from services.words import words
from tests.residents import Resident
from tests.states.public import HOME
from tests.states.state import Reach, State, guide_name, opens

AIDS, KEYS = "/settings/aids/", "/settings/keys/"
GUIDE = "/services/senior-card/"
EVERYTHING = "225.normal.normal.paper.less.75.100.caption+point-read+cross+cursor+pinyin.huge"


def _same_key_twice(resident: Resident) -> None:
    resident.client.get(KEYS)
    resident.client.submit({"cross": "D", "pinyin": "D"}, form="form[data-keys-form]")


def _with_cookie(name: str, value: str, address: str) -> Reach:
    def reach(resident: Resident) -> None:
        resident.client.http.set_cookie(name, value)
        resident.client.get(address)

    return reach


def _switched(aid: str, address: str) -> Reach:
    def reach(resident: Resident) -> None:
        resident.client.get(f"/help/?aid={aid}-on")
        resident.client.get(address)

    return reach


SHORTCUTS = words("快捷键")
STATES: tuple[State, ...] = (
    State("aids", opens(AIDS), (words("朗读和看字的帮手"),)),
    State("keys", opens(KEYS), (words("改快捷键"),)),
    State("keys-error", _same_key_twice, (words("改快捷键"),)),
    State("shortcuts-off", _with_cookie("keys", "off.alone.D", "/shortcuts/"), (SHORTCUTS,)),
    State("shortcuts-silent", _switched("silence", "/shortcuts/"), (SHORTCUTS,)),
    State("home-with-pinyin", _switched("pinyin", "/"), HOME),
    State(
        "guide-with-pinyin",
        _switched("pinyin", GUIDE),
        (guide_name("senior-card"),),
    ),
    State(
        "guide-text-only",
        _switched("text-only", GUIDE),
        (guide_name("senior-card"),),
    ),
    State("home-all-aids", _with_cookie("display", EVERYTHING, "/"), HOME),
)
