"""What happens to a case: its timeline, taking it back, letters, opinions, how to be reached."""

from __future__ import annotations

from services.contact import BY
from services.ratings import LEVEL
from services.words import words
from tests.residents import Resident
from tests.states.state import Reach, State, opens

CONTACT = "/settings/contact/"


def _applied(resident: Resident) -> Resident:
    return resident.signs_in("elder").starts("water-fault").takes_what_is_offered().sends()


def _then(suffix: str) -> Reach:
    def reach(resident: Resident) -> None:
        _applied(resident).client.get(resident.page.address + suffix)

    return reach


def _paid(resident: Resident) -> Resident:
    return resident.signs_in("elder").starts("gas-bill").takes_what_is_offered().pays()


def _levels(resident: Resident) -> Resident:
    _paid(resident).client.get(f"{resident.page.address.split('?')[0]}rating")
    return resident


def _rates(*levels: str) -> Reach:
    def reach(resident: Resident) -> None:
        _levels(resident)
        address = resident.page.address
        for level in levels:
            resident.client.get(address)
            given = {"level": level} if level else {}
            resident.client.submit(given, form="form[data-rating]")

    return reach


def _thanked(resident: Resident) -> None:
    _rates("1")(resident)
    resident.client.submit({"reasons": ["slow"]}, form="form[data-rating]")


def _letters(resident: Resident) -> None:
    _thanked(resident)
    resident.client.get("/cases/notices/")


def _no_contact(resident: Resident) -> None:
    resident.client.get(CONTACT)
    resident.client.submit({BY: "helper"}, form="form[data-contact]")


WHY = words("评好了。要说说为什么吗？")
LETTERS = words("给我的消息")
REACHED = words("怎么联系我")

STATES: tuple[State, ...] = (
    State("case-sent", _applied, (words("已经送出，正在办"),)),
    State("case-sent-print", _then("print/"), (words("已经送出，正在办"),)),
    State("case-withdraw", _then("withdraw"), (words("要撤回这次申请吗？"),)),
    State("case-withdrawn", lambda r: _applied(r).withdraws(), (words("已经撤回，没有办"),)),
    State("rating", _levels, (LEVEL.label,)),
    State("rating-error", _rates(""), (LEVEL.label,)),
    State("rating-why-good", _rates("5"), (WHY,)),
    State("rating-why-bad", _rates("1"), (WHY,)),
    State("rating-given", _thanked, (words("谢谢您告诉我们"),)),
    State("notices-empty", opens("/cases/notices/"), (LETTERS,)),
    State("notices", _letters, (LETTERS,)),
    State("contact", opens(CONTACT), (REACHED,)),
    State("contact-error", _no_contact, (REACHED,)),
    State("contact-letters", opens(f"{CONTACT}letters/"), (REACHED,)),
)
