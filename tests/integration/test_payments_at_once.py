"""Many at once: one bill is paid once, one press opens one payment, one worker does each task."""

import threading
from collections.abc import Callable

import pytest

from services.clock import FixedClock
from services.journey import SubmissionRefused
from services.payments import Begun
from services.storage import Database
from tests.street import MORNING, Office, build, press, resident


@pytest.fixture
def office(database: Database) -> Office:
    build(database, 3)
    return Office(database, FixedClock(MORNING))


def _all_at_once(count: int, act: Callable[[int], None]) -> None:
    gate = threading.Barrier(count)

    def run(place: int) -> None:
        gate.wait()
        act(place)

    threads = [threading.Thread(target=run, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_of_many_who_pay_one_bill_at_once_one_wins(office: Office) -> None:
    won: list[Begun] = []
    refused: list[str] = []

    def pay(place: int) -> None:
        try:
            won.append(office.desk.begin(office.order(), press(resident(f"r{place}"))))
        except SubmissionRefused as no:
            refused.append(str(no))

    _all_at_once(12, pay)
    assert len(won) == 1
    assert len(refused) == 11


def test_one_resident_pressing_many_times_at_once_has_one_payment(office: Office) -> None:
    begun: list[Begun] = []
    _all_at_once(8, lambda place: begun.append(office.desk.begin(office.order(), press())))
    assert len(begun) == 8
    assert len(set(begun)) == 1


def test_many_workers_post_each_payment_once(office: Office) -> None:
    for house in (1, 2, 3):
        begun = office.desk.begin(office.order(house=house), press(once=str(house)))
        office.cashier.pay(office.order_key(begun.reference))
        office.desk.settle(office.order_key(begun.reference))
    office.clock.advance(minutes=11)
    done: list[int] = []
    _all_at_once(6, lambda place: done.append(office.courier.drain()))
    with office.db.read() as work:
        assert work.ledger.posting_count() == 3
    # Three messages of the cashier and three postings, each done by one worker only.
    assert sum(done) == 6
