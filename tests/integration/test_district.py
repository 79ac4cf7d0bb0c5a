"""The demo district: quick to load, the same every time, and right in every sum."""

import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from services.clock import FixedClock
from services.demo.district import PAID_UP, bills_of, demo_number, load_demo
from services.demo.household import HOUSEHOLDS, households
from services.demo.residents import RESIDENTS
from services.providers.utility import Bill, GatewayRefused, PaymentOrder, Refusal, Utility
from services.providers.utility_embedded import EmbeddedUtility
from services.storage import Database
from services.utilities.tariffs import charge, tariff_on
from services.words import Month
from tests.databases import keyring
from tests.street import MORNING


def _bills(database: Database, household: int, utility: Utility) -> list[Bill]:
    gateway = EmbeddedUtility(database, FixedClock(MORNING))
    return list(gateway.bills(utility, demo_number(household, utility)))


def test_the_district_loads_quickly_and_once(database: Database) -> None:
    # Processor time of this process: a busy machine must not fail it.
    began = time.process_time()
    load_demo(database, FixedClock(MORNING))
    assert time.process_time() - began < 10
    load_demo(database, FixedClock(MORNING))
    for utility in Utility:
        assert len({demo_number(home.index, utility) for home in households()}) == HOUSEHOLDS
        for household in (1, HOUSEHOLDS):
            bills = _bills(database, household, utility)
            assert sum(bill.months for bill in bills) == 24
            assert bills[0].month == Month(2026, 10)


def test_every_resident_has_something_to_pay_and_one_household_has_not(
    database: Database,
) -> None:
    load_demo(database, FixedClock(MORNING))
    for utility in Utility:
        for household, resident in enumerate(RESIDENTS, start=1):
            with database.read() as work:
                person = work.people.by_demo_key(resident.key)
                assert person is not None
                links = work.links.of(person.id, utility)
            assert [link.account_number for link in links] == [demo_number(household, utility)]
            assert any(bill.paid_at is None for bill in _bills(database, household, utility))
        assert all(bill.paid_at for bill in _bills(database, PAID_UP, utility))


def test_each_bill_is_what_the_tariff_says(database: Database) -> None:
    load_demo(database, FixedClock(MORNING))
    for utility in Utility:
        this_year = [bill for bill in _bills(database, 1, utility) if bill.month.year == 2026]
        used = Decimal(0)
        for bill in reversed(this_year):
            tariff = tariff_on(utility, MORNING.date())
            assert bill.amount_fen == charge(tariff, used, bill.usage).total_fen
            used += bill.usage


def test_nothing_private_is_readable_in_the_file(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'district.db'}", keyring())
    database.create_all()
    load_demo(database, FixedClock(MORNING))
    database.dispose()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    home = households()[0]
    for private in (home.holder, home.address, demo_number(1, Utility.WATER)):
        assert private.encode() not in kept


@pytest.mark.parametrize("month", range(1, 13))
def test_the_newest_bill_is_never_of_a_month_still_running(month: int) -> None:
    now = datetime(2027, month, 3, 4, 0, tzinfo=UTC)
    for utility in Utility:
        newest = list(bills_of(households()[0], utility, now))[-1]
        assert (newest.month.year, newest.month.month) < (2027, month)
        assert 2027 * 12 + month - (newest.month.year * 12 + newest.month.month) <= newest.months


def test_an_unknown_account_is_refused(database: Database) -> None:
    load_demo(database, FixedClock(MORNING))
    gateway = EmbeddedUtility(database, FixedClock(MORNING))
    assert gateway.find_account(Utility.GAS, demo_number(1, Utility.WATER)) is None
    with pytest.raises(GatewayRefused) as refused:
        gateway.bills(Utility.GAS, "3999999990")
    assert refused.value.reason is Refusal.UNKNOWN_ACCOUNT


def test_a_district_started_again_later_gains_the_months_since(database: Database) -> None:
    clock = FixedClock(MORNING)
    load_demo(database, clock)
    before = {utility: _bills(database, 1, utility) for utility in Utility}
    unpaid = next(bill for bill in before[Utility.WATER] if bill.paid_at is None)
    order = PaymentOrder("o" * 32, Utility.WATER, unpaid.account_number, (unpaid.id,),
                         unpaid.amount_fen, MORNING)  # fmt: skip
    EmbeddedUtility(database, clock).post_payment(order)
    clock.advance(minutes=92 * 24 * 60)
    for _ in range(2):
        load_demo(database, clock)
        gateway = EmbeddedUtility(database, clock)
        for utility in Utility:
            number = demo_number(1, utility)
            bills = list(gateway.bills(utility, number))
            kept = {bill.id: bill for bill in bills}
            newest = Month(2027, 1) if utility is Utility.ELECTRICITY else Month(2026, 12)
            assert bills[0].month == newest
            assert len(kept) == len(bills) == len({bill.month for bill in bills})
            assert bills[0].paid_at is None
            for bill in before[utility]:
                if bill.id in kept and bill.id != unpaid.id:
                    assert kept[bill.id] == bill
        paid = {
            bill.id: bill.paid_at for bill in gateway.bills(Utility.WATER, order.account_number)
        }
        assert paid[unpaid.id] == MORNING


def test_meters_run_on_over_the_months_added_later(database: Database) -> None:
    home = households()[0]
    earlier = list(bills_of(home, Utility.ELECTRICITY, MORNING))
    later = list(bills_of(home, Utility.ELECTRICITY, MORNING + timedelta(days=92)))
    known = {bill.id: bill.reading for bill in earlier}
    assert all(known.get(bill.id, bill.reading) == bill.reading for bill in later)
    assert [bill.reading for bill in later] == sorted(bill.reading for bill in later)
