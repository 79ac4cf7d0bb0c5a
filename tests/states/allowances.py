"""The check of an allowance, and what an application for one can come to."""

from __future__ import annotations

from services.storage.cases import CaseState
from services.subsidies.decisions import ALLOWANCES, decide
from services.subsidies.facts import Facts
from services.subsidies.journeys import LOOK_AGAIN, application_journey, check_journey
from services.subsidies.receipts import headline
from services.words import words
from tests.allowances import (
    AGE_36,
    LIVING,
    SENIOR,
    TRANSPORT,
    answers_until,
    applies,
    checks,
)
from tests.page_forms import Given
from tests.residents import Resident
from tests.site import NOW
from tests.states.state import Reach, State, asks

TODAY = NOW.date()
GRANTED = decide(LIVING, Facts(certificate=True, household="dibao"), TODAY)
REFUSED = decide(SENIOR, Facts(shanghai=False), TODAY)
LEFT_OPEN = decide(TRANSPORT, Facts(certificate=True), TODAY)
YOUNG: dict[str, Given] = {"birth-date": "1962-3-3"}
TOO_YOUNG: dict[str, Given] = {"id-number": AGE_36}


def _begins(service: str) -> Reach:
    return lambda resident: resident.client.get(f"/services/{service}/check/")


def _wrong_date(resident: Resident) -> None:
    resident.client.get(f"/services/{SENIOR}/check/")
    resident.client.submit({"birth-date": "农历三月初三"})


def _asks_for_a_reminder(resident: Resident, phone: str) -> None:
    checks(resident, SENIOR, YOUNG)
    resident.client.submit({"phone": phone}, form="form[data-remind]")


def _is_told_no(resident: Resident) -> None:
    resident.starts(SENIOR)
    asked = application_journey(SENIOR).questions[-1].slug
    answers_until(resident, lambda r: r.page.address.endswith(asked), TOO_YOUNG)


CHECK = words("请看一遍，对不对")
FIRST = {service: check_journey(service).questions[0].slug for service in ALLOWANCES}

STATES: tuple[State, ...] = (
    *(
        State(f"can-i-{service}", _begins(service), asks(check_journey(service), slug))
        for service, slug in FIRST.items()
    ),
    State("can-i-error", _wrong_date, asks(check_journey(SENIOR), "birth-date")),
    State("can-i-yes", lambda r: checks(r, LIVING), (headline(GRANTED),)),
    State("can-i-no", lambda r: checks(r, SENIOR, YOUNG), (headline(REFUSED),)),
    State("can-i-person", lambda r: checks(r, TRANSPORT), (headline(LEFT_OPEN),)),
    State("can-i-reminded", lambda r: _asks_for_a_reminder(r, "19900000001"), (headline(REFUSED),)),
    State("can-i-phone-error", lambda r: _asks_for_a_reminder(r, "12"), (headline(REFUSED),)),
    State("told-no", _is_told_no, asks(application_journey(SENIOR), LOOK_AGAIN)),
    State("check-granted", lambda r: applies(r, LIVING), (CHECK,)),
    State("check-refused", lambda r: applies(r, SENIOR, TOO_YOUNG), (CHECK,)),
    State(
        "receipt-granted",
        lambda r: applies(r, LIVING).sends(),
        (headline(GRANTED, CaseState.DONE),),
    ),
    State(
        "receipt-refused",
        lambda r: applies(r, SENIOR, {**TOO_YOUNG, LOOK_AGAIN: "answer"}).sends(),
        (headline(REFUSED, CaseState.CLOSED),),
    ),
    State(
        "receipt-person",
        lambda r: applies(r, TRANSPORT).sends(),
        (headline(LEFT_OPEN, CaseState.OPEN),),
    ),
)
