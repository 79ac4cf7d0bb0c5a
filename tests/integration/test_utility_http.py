"""The HTTP utility gateway against a real loopback server that misbehaves on demand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from openapi_spec_validator import validate

from services.clock import FixedClock
from services.providers.utility import (
    GatewayError,
    GatewayGarbled,
    GatewayRefused,
    GatewayTimeout,
    PaymentOrder,
    Refusal,
    Utility,
)
from services.providers.utility_http import READ_ATTEMPTS, HttpUtilityGateway
from services.providers.utility_wire import GatewayUnavailable, Timeouts
from services.words import Month
from tests.loopback import contract
from tests.loopback.utility_server import KEY_ID, SECRET, Fault, LoopbackUtility

NUMBER = "310000012345"
NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
QUICK = Timeouts(connect_s=1, read_s=0.2, whole_s=1)
LOST = [
    Fault.SLOW_AFTER_TAKING,
    Fault.CUT_AFTER_TAKING,
    Fault.ERROR_500_AFTER_TAKING,
    Fault.RUBBISH_AFTER_TAKING,
    Fault.WRONG_SIGNATURE,
    Fault.OLD_ANSWER,
    Fault.HUGE,
]
NOT_TAKEN = [Fault.SLOW, Fault.CUT, Fault.ERROR_500, Fault.RUBBISH, Fault.REDIRECT]


@dataclass
class Town:
    """One company, the way to it, and how long the client paused between attempts."""

    clock: FixedClock
    company: LoopbackUtility
    gateway: HttpUtilityGateway
    pauses: list[float]


@pytest.fixture
def town() -> Iterator[Town]:
    clock = FixedClock(NOW)
    company = LoopbackUtility(clock, {("water", NUMBER): "示范路 ** 号 *** 室"}, bills())
    pauses: list[float] = []
    with company.running() as url:
        gateway = HttpUtilityGateway(url, KEY_ID, SECRET, clock, timeouts=QUICK, wait=pauses.append)
        yield Town(clock, company, gateway, pauses)
    assert not company.broken


def bills() -> list[dict[str, object]]:
    """Two bills, oldest first, which is not how they must come out."""
    return [
        {
            "id": f"W{month}",
            "utility": "water",
            "account_number": NUMBER,
            "month": f"2026-{month}",
            "months": 1,
            "usage": "9.50",
            "unit": "m3",
            "amount_fen": 3105,
            "due": "2026-11-30",
            "paid_at": paid,
        }
        for month, paid in (("09", "2026-10-02T09:12:00+08:00"), ("10", None))
    ]


def order(key: str = "order-0001", amount_fen: int = 3105, bill: str = "W10") -> PaymentOrder:
    return PaymentOrder(key, Utility.WATER, NUMBER, (bill,), amount_fen, NOW)


def test_the_contract_is_valid_openapi() -> None:
    validate(contract.document())


def test_account_is_found_and_its_number_is_in_no_address(town: Town) -> None:
    account = town.gateway.find_account(Utility.WATER, NUMBER)
    assert account is not None
    assert account.masked_address == "示范路 ** 号 *** 室"
    assert all(NUMBER not in asked.path + asked.query for asked in town.company.asked)


def test_unknown_account_is_none_and_has_no_bills(town: Town) -> None:
    assert town.gateway.find_account(Utility.GAS, NUMBER) is None
    with pytest.raises(GatewayRefused) as refused:
        town.gateway.bills(Utility.GAS, NUMBER)
    assert refused.value.reason is Refusal.UNKNOWN_ACCOUNT


def test_bills_come_newest_first(town: Town) -> None:
    newest, older = town.gateway.bills(Utility.WATER, NUMBER)
    assert newest.month == Month(2026, 10)
    assert (newest.usage, newest.unit, newest.amount_fen) == (Decimal("9.50"), "m³", 3105)
    assert (newest.due, newest.paid_at) == (date(2026, 11, 30), None)
    assert older.paid_at == datetime(2026, 10, 2, 1, 12, tzinfo=UTC)


def test_a_payment_is_entered_once_however_often_it_is_posted(town: Town) -> None:
    first, again = town.gateway.post_payment(order()), town.gateway.post_payment(order())
    assert first.posting_number == again.posting_number
    assert (first.repeated, again.repeated) == (False, True)
    assert len(town.company.payments) == 1


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (order(amount_fen=1), Refusal.WRONG_AMOUNT),
        (order(bill="W09"), Refusal.ALREADY_PAID),
        (order(bill="W99"), Refusal.UNKNOWN_BILL),
        (order(key="short"), Refusal.OTHER),
    ],
)
def test_a_clear_no_is_not_asked_twice(town: Town, wrong: PaymentOrder, reason: Refusal) -> None:
    with pytest.raises(GatewayRefused) as refused:
        town.gateway.post_payment(wrong)
    assert refused.value.reason is reason
    assert len(town.company.asked) == 1
    assert not town.company.payments


def test_a_key_used_for_another_payment_is_refused(town: Town) -> None:
    town.gateway.post_payment(order())
    with pytest.raises(GatewayRefused):
        town.gateway.post_payment(order(amount_fen=6210))
    assert len(town.company.payments) == 1


@pytest.mark.parametrize("fault", LOST)
def test_a_lost_answer_is_asked_about_and_never_posted_again(town: Town, fault: Fault) -> None:
    town.company.faults.append(fault)
    result = town.gateway.post_payment(order())
    assert result.repeated
    assert [asked.method for asked in town.company.asked] == ["POST", "GET"]
    assert list(town.company.payments) == ["order-0001"]


@pytest.mark.parametrize("fault", [*NOT_TAKEN, Fault.TWICE])
def test_what_was_not_taken_is_posted_again_and_entered_once(town: Town, fault: Fault) -> None:
    town.company.faults.append(fault)
    assert town.gateway.post_payment(order()).posting_number == "P000001"
    assert list(town.company.payments) == ["order-0001"]


@pytest.mark.parametrize("fault", [Fault.SLOW, Fault.CUT, Fault.ERROR_500])
def test_nothing_is_posted_again_before_the_gateway_has_said_what_it_knows(
    town: Town, fault: Fault
) -> None:
    town.company.faults.extend([Fault.CUT_AFTER_TAKING, fault, fault])
    with pytest.raises(GatewayTimeout):
        town.gateway.post_payment(order())
    assert [asked.method for asked in town.company.asked] == ["POST", "GET", "GET"]
    assert town.gateway.post_payment(order()).repeated
    assert len(town.company.payments) == 1


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.SLOW, GatewayTimeout),
        (Fault.CUT, GatewayTimeout),
        (Fault.ERROR_500, GatewayUnavailable),
        (Fault.RUBBISH, GatewayGarbled),
        (Fault.WRONG_SIGNATURE, GatewayGarbled),
        (Fault.OLD_ANSWER, GatewayGarbled),
        (Fault.HUGE, GatewayGarbled),
        (Fault.SOMEBODY_ELSE, GatewayGarbled),
        (Fault.REDIRECT, GatewayGarbled),
    ],
)
def test_every_fault_of_a_read_is_a_clear_error_without_private_data(
    town: Town, fault: Fault, error: type[GatewayError]
) -> None:
    town.company.faults.extend([fault] * READ_ATTEMPTS)
    with pytest.raises(error) as caught:
        town.gateway.bills(Utility.WATER, NUMBER)
    assert NUMBER not in str(caught.value)


@pytest.mark.parametrize("fault", [Fault.SLOW, Fault.CUT, Fault.ERROR_500])
def test_a_read_that_fails_once_is_repeated_after_a_short_pause(town: Town, fault: Fault) -> None:
    town.company.faults.append(fault)
    assert len(town.gateway.bills(Utility.WATER, NUMBER)) == 2
    assert len(town.pauses) == 1
    assert 0 <= town.pauses[0] <= 2


def test_the_breaker_opens_rests_tries_once_and_closes(town: Town) -> None:
    town.company.faults.extend([Fault.ERROR_500] * 5)
    for _ in range(3):
        with pytest.raises(GatewayUnavailable):
            town.gateway.bills(Utility.WATER, NUMBER)
    assert len(town.company.asked) == 5
    town.clock.advance(seconds=29)
    with pytest.raises(GatewayUnavailable, match="resting"):
        town.gateway.bills(Utility.WATER, NUMBER)
    assert len(town.company.asked) == 5
    town.clock.advance(seconds=2)
    assert town.gateway.bills(Utility.WATER, NUMBER)
    assert town.gateway.bills(Utility.WATER, NUMBER)


def test_a_failed_trial_opens_the_breaker_again(town: Town) -> None:
    town.company.faults.extend([Fault.CUT] * 6)
    for _ in range(3):
        with pytest.raises(GatewayTimeout):
            town.gateway.bills(Utility.WATER, NUMBER)
    town.clock.advance(seconds=31)
    with pytest.raises(GatewayUnavailable, match="resting"):
        town.gateway.bills(Utility.WATER, NUMBER)
    assert len(town.company.asked) == 6


def test_clear_answers_do_not_open_the_breaker(town: Town) -> None:
    for _ in range(6):
        assert town.gateway.find_account(Utility.GAS, NUMBER) is None
    assert town.gateway.find_account(Utility.WATER, NUMBER)


def test_a_gateway_with_another_clock_or_secret_is_not_believed(town: Town) -> None:
    with town.company.running() as url:
        late = FixedClock(NOW + timedelta(seconds=301))
        for clock, secret in ((late, SECRET), (town.clock, b"another secret of thirty-two bytes!")):
            gateway = HttpUtilityGateway(url, KEY_ID, secret, clock, wait=town.pauses.append)
            with pytest.raises(GatewayUnavailable, match="401"):
                gateway.post_payment(order())
    assert not town.company.payments


def test_a_request_caught_on_the_way_cannot_be_sent_again(town: Town) -> None:
    town.gateway.find_account(Utility.WATER, NUMBER)
    caught = town.company.asked[-1]
    assert town.company.answer(caught).status == 401
