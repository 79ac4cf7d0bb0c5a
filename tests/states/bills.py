"""Bills and their receipts."""

from __future__ import annotations

from services.providers.utility import Utility
from services.utilities.questions import bill_journey
from services.utilities.receipts import PAID, SLIP, WITHDRAWN
from services.words import words
from tests.residents import BILLS, Resident
from tests.states.state import Reach, State, asks

UTILITIES = dict(zip(BILLS, Utility, strict=True))


def _start(resident: Resident, service: str = "water-bill") -> Resident:
    return resident.signs_in("elder").starts(service)


def _answer_until(resident: Resident, question: str) -> Resident:
    """Answer page after page until one asks ``question``, alone or among others of its section."""
    _start(resident)
    while question not in {node.get("name") for node in resident.client.form().controls()}:
        assert not resident.at_check, f"the journey never asks {question!r}"
        resident.answers_page()
    return resident


def _empty_account(resident: Resident) -> None:
    resident.starts("water-bill").answers(account_number="")


def _unknown_account(resident: Resident) -> None:
    resident.starts("water-bill").answers(account_number="123 456")


def _no_bill_chosen(resident: Resident) -> None:
    _answer_until(resident, "bills").answers(bills=[])


def _check(resident: Resident, service: str = "water-bill") -> Resident:
    return _start(resident, service).takes_what_is_offered()


def _checks(service: str) -> Reach:
    return lambda resident: _check(resident, service)


def _pays(service: str) -> Reach:
    return lambda resident: _check(resident, service).pays()


def _stale_token(resident: Resident) -> None:
    """A form left open until its token ran out comes back filled in."""
    resident.starts("water-bill")
    form = resident.client.form().fill({"account-number": "1002 8836 4"})
    pairs = [(name, "old" if name == "form_token" else v) for name, v in form.sent(None)]
    resident.client.post(resident.page.address, pairs)


def _slip(resident: Resident) -> None:
    _answer_until(resident, "method").answers(method="counter")
    resident.takes_what_is_offered().sends()


def _receipt_pages(suffix: str) -> Reach:
    def reach(resident: Resident) -> None:
        _check(resident).pays()
        resident.client.get(resident.page.address.split("?")[0] + suffix)

    return reach


def _half_done(resident: Resident) -> None:
    _answer_until(resident, "bills").client.get("/cases/")


JOURNEY = bill_journey(Utility.WATER)
ACCOUNT = asks(JOURNEY, "account", "account-number")
BILLS_PAGE = asks(JOURNEY, "bills")
METHOD = asks(JOURNEY, "method")
CHECK = words("请看一遍，对不对")

STATES: tuple[State, ...] = (
    State("cases-half-done", _half_done, (words("我办的事"),)),
    State("account-empty", lambda r: r.starts("water-bill"), ACCOUNT),
    State("account-filled", _start, ACCOUNT),
    State("account-error-empty", _empty_account, ACCOUNT),
    State("account-error-unknown", _unknown_account, ACCOUNT),
    State("account-timeout", _stale_token, ACCOUNT),
    State("bills", lambda r: _answer_until(r, "bills"), BILLS_PAGE),
    State("bills-error", _no_bill_chosen, BILLS_PAGE),
    State("method", lambda r: _answer_until(r, "method"), METHOD),
    *(State(f"check-{s}", _checks(s), (CHECK,)) for s in BILLS),
    State("cashier", lambda r: _check(r).sends(), (words("演示收银台"),)),
    *(State(f"receipt-{s}", _pays(s), (PAID[UTILITIES[s]],)) for s in BILLS),
    State("receipt-print", _receipt_pages("print/"), (PAID[Utility.WATER],)),
    State("receipt-slip", _slip, (SLIP[Utility.WATER],)),
    State("withdraw", _receipt_pages("withdraw"), (words("要撤回这次交费吗？"),)),
    State("withdrawn", lambda r: _check(r).pays().withdraws(), (WITHDRAWN[Utility.WATER],)),
)
