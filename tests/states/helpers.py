"""Letting somebody help, and acting for somebody: each page that asks, warns or explains."""

from __future__ import annotations

from services.demo.helpers import CODE
from services.words import words
from tests.residents import Resident
from tests.states.state import Reach, State, at_desk, guide_name, opens

ASKED = words("您现在替谁办？")
MINE = words("请人帮忙的约定")
STOP = words("用小票停掉帮忙的约定")
DESK = words("核对请人帮忙的约定")
ONE = words("请人帮忙的一份约定")


def _helper(resident: Resident) -> Resident:
    resident.signs_in("helper").client.get("/helping/")
    return resident


def _acting(address: str = "", status: int = 200) -> Reach:
    def reach(resident: Resident) -> None:
        _helper(resident).client.submit(form="form[data-helped]")
        if address:
            resident.client.get(address, status=status)

    return reach


def _mine(*follow: str) -> Reach:
    def reach(resident: Resident) -> None:
        resident.signs_in("elder").client.get("/delegations/")
        if follow:
            resident.client.follow("张伟")
            resident.client.get(resident.page.address + "".join(follow))

    return reach


def _asked(resident: Resident) -> None:
    resident.signs_in("wheelchair").starts("helper-authorisation").takes_what_is_offered().sends()
    resident.client.get(f"{resident.page.address.split('?')[0]}grant")


def _silent(resident: Resident) -> None:
    _asked(resident)
    resident.client.submit(form="form[data-consent]")


def _code(code: str) -> Reach:
    def reach(resident: Resident) -> None:
        resident.client.get("/delegations/stop/")
        resident.client.submit({"code": code}, form="form[data-code]")

    return reach


def _at_desk(resident: Resident) -> None:
    at_desk("/desk/grants/", "hall")(resident)
    resident.client.submit({"code": CODE}, form="form[data-code]")


NOT_OPEN = words("替人办事的时候，这一页打不开")
STATES: tuple[State, ...] = (
    State("helping", _helper, (ASKED,)),
    State("helping-acting", _acting("/helping/"), (ASKED,)),
    State("helping-guide", _acting("/services/senior-card/"), (guide_name("senior-card"),)),
    State("helping-cases", _acting("/cases/"), (words("我办的事"),)),
    State("helping-not-open", _acting("/settings/contact/", 403), (NOT_OPEN,), 403),
    State("delegations", _mine(), (MINE,)),
    State("grant", _mine(""), (ONE,)),
    State("grant-slip", _mine("slip/"), (words("停掉帮忙的小票"),)),
    State("delegations-stop", opens("/delegations/stop/"), (STOP,)),
    State("delegations-stop-error", _code("1234"), (STOP,)),
    State("delegations-stop-sure", _code(CODE), (STOP,)),
    State("grant-asked", _asked, (ONE,)),
    State("grant-asked-error", _silent, (ONE,)),
    State("desk-grants", at_desk("/desk/grants/", "hall"), (MINE,)),
    State("desk-grant", _at_desk, (DESK,)),
)
