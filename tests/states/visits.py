"""Home visits at the desk: the ledger, a door before and after it is taken, the bag, the device."""

from __future__ import annotations

from flask import Flask

from services.words import Words, words
from tests.clerks import opens_at_desk
from tests.residents import Resident
from tests.states.state import Reach, State
from tests.visits import DAY, LEDGER, at_door, has_booked, reports, visit_of

DOOR = words("上门：%(matter)s", matter=Words("老年综合津贴"))
LIST, BAG, DEVICE = words("上门"), words("带走我的单子"), words("平板里的单子")


def _site(resident: Resident) -> Flask:
    return resident.client.http.application


def _opens(address: str) -> Reach:
    return lambda resident: opens_at_desk(resident.client, address, "visitor")


def _listed(resident: Resident) -> None:
    has_booked(_site(resident))
    opens_at_desk(resident.client, LEDGER, "visitor")


def _number(resident: Resident) -> int:
    number = visit_of(_site(resident), has_booked(_site(resident)))
    opens_at_desk(resident.client, f"/desk/visits/{number}/", "visitor")
    return number


def _taken(resident: Resident) -> None:
    at_door(_site(resident), _number(resident), resident.client)


def _nothing_said(resident: Resident) -> None:
    _taken(resident)
    resident.client.submit({}, form="form[data-report]")


def _carried(resident: Resident) -> None:
    _taken(resident)
    reports(resident.client, "carried")


def _unlike(resident: Resident) -> None:
    """Another clerk's report has come first: the one on the screen waits."""
    _taken(resident)
    form = resident.client.form("form[data-report]")
    reports(resident.client, "missed", "none")
    sent = form.fill({"outcome": "carried", "consent": "signed"}).sent(None)
    again = [(name, "late" if name == "once" else value) for name, value in sent]
    resident.client.post(form.action, again)


def _bag(resident: Resident) -> None:
    _taken(resident)
    resident.client.get(f"/desk/visits/pack/{DAY}/")


STATES: tuple[State, ...] = (
    State("visits-empty", _opens("/desk/visits/?day=2026-12-24"), (LIST,)),
    State("visits-ledger", _listed, (LIST,)),
    State("visit-masked", _number, (DOOR,)),
    State("visit-taken", _taken, (DOOR,)),
    State("visit-error", _nothing_said, (DOOR,)),
    State("visit-carried", _carried, (DOOR,)),
    State("visit-unlike", _unlike, (DOOR,)),
    State("visit-bag-empty", _opens(f"/desk/visits/pack/{DAY}/"), (BAG,)),
    State("visit-bag", _bag, (BAG,)),
    State("visit-device", _opens("/desk/visits/pack/offline/"), (DEVICE,)),
)
