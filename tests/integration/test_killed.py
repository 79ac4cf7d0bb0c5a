"""The server is killed between any two statements of a payment; afterwards the books agree."""

from collections.abc import Callable

import pytest

from services.clock import FixedClock
from services.journey import SubmissionRefused
from services.storage import Database
from services.storage.cases import CaseState
from services.storage.payments import PaymentState
from tests.killing import Play, killed_at
from tests.street import MORNING, Office, build, press, resident

# More than a payment has statements and commits; a test fails if it ever has more.
MOST = 120


def _pays(house: int) -> Play:
    """A resident pays, and the worker posts it."""

    def play(database: Database) -> None:
        office = Office(database, FixedClock(MORNING))
        begun = office.desk.begin(office.order(house), press(resident(f"house {house}")))
        order_key = office.order_key(begun.reference)
        office.cashier.pay(order_key)
        office.desk.settle(order_key)
        office.clock.advance(minutes=11)
        office.courier.drain()

    return play


def _comes_back(office: Office, house: int) -> None:
    """The resident presses the button again, and pays if the cashier still asks for it."""
    try:
        begun = office.desk.begin(office.order(house), press(resident(f"house {house}")))
    except SubmissionRefused:
        return
    if begun.pay_at is not None:
        order_key = office.order_key(begun.reference)
        office.cashier.pay(order_key)
        office.desk.settle(order_key)


def _stays_away(office: Office, house: int) -> None:
    """The resident gives up; only the worker goes on."""


def _worker_goes_on(office: Office) -> None:
    """Time passes: abandoned payments run out, claims of a dead worker too."""
    for _ in range(4):
        office.clock.advance(minutes=31)
        office.desk.expire()
        office.courier.drain()


def _assert_books_agree(office: Office, house: int) -> bool:
    """Paid once or not at all, and every record says the same; True if it is paid."""
    in_books = office.paid(house)
    cases = [
        case
        for case in office.cases_of(resident(f"house {house}"))
        if case.details["account_number"] == office.order(house).account_number
    ]
    posted = []
    for case in cases:
        payment = office.desk.of_case(case)
        assert payment is not None
        taken = office.cashier.status(payment.order_key).state.value == "paid"
        assert taken == (payment.state is PaymentState.POSTED)
        assert (case.state is CaseState.DONE) == taken
        assert taken or case.state is CaseState.CLOSED
        posted += [case] if taken else []
    assert len(posted) == (1 if in_books else 0)
    return in_books


@pytest.mark.parametrize("after", [_comes_back, _stays_away])
def test_killed_anywhere_it_is_paid_once_or_not_at_all(
    database: Database, database_url: str, after: Callable[[Office, int], None]
) -> None:
    build(database, MOST)
    paid = []
    for moment in range(1, MOST + 1):
        killed = killed_at(moment, database_url, database.keys, _pays(moment))
        office = Office(database, FixedClock(MORNING))
        if killed:
            after(office, moment)
        else:
            office.clock.advance(minutes=11)
        _worker_goes_on(office)
        paid.append(_assert_books_agree(office, moment))
        if not killed:
            break
    else:
        pytest.fail("a payment has more steps than houses: raise MOST")
    assert len(paid) > 25
    assert paid[-1]
    if after is _comes_back:
        assert all(paid)
    else:
        # Killed before the cashier took the money: not paid. After: paid. And never back again.
        assert paid == sorted(paid)
        assert not paid[0]
    with database.read() as work:
        assert work.ledger.posting_count() == sum(paid)
