"""Who looked at a resident's records, the account of a week, and the trail at the desk."""

from __future__ import annotations

from services.words import words
from tests.residents import Resident
from tests.states.state import Reach, State, at_desk

LOOKED, WEEKS = words("谁看过我的资料"), words("每周的账")
WEEK, TRAIL = words("一个星期的账"), words("谁做了什么，看了什么")


def _mine(who: str, address: str) -> Reach:
    def reach(resident: Resident) -> None:
        resident.signs_in(who).client.get(address)

    return reach


def _one_week(resident: Resident) -> None:
    _mine("elder", "/accounts/")(resident)
    week = next(a for a in resident.page.tagged("a") if a["href"].startswith("/accounts/2"))
    resident.client.get(week["href"])


def _not_understood(resident: Resident) -> None:
    at_desk("/desk/trail/", "supervisor")(resident)
    resident.client.submit({"case": "1", "day": "x"}, form="form[data-trail]")


STATES: tuple[State, ...] = (
    State("looked", _mine("elder", "/looked/"), (LOOKED,)),
    State("looked-empty", _mine("deaf", "/looked/"), (LOOKED,)),
    State("weeks", _mine("elder", "/accounts/"), (WEEKS,)),
    State("weeks-empty", _mine("deaf", "/accounts/"), (WEEKS,)),
    State("week", _one_week, (WEEK,)),
    State("desk-trail", at_desk("/desk/trail/", "supervisor"), (TRAIL,)),
    State("desk-trail-error", _not_understood, (TRAIL,)),
)
