"""The demo district: fills empty books with invented households and two years of bills."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from random import Random

from services.cases import DISTRICT_TIME
from services.clock import Clock
from services.demo.board import load_board
from services.demo.desk import load_desk
from services.demo.family import load_family
from services.demo.helpers import load_helpers
from services.demo.household import SEED, Household, households, monthly_use
from services.demo.live import load_call
from services.demo.looks import load_looks
from services.demo.residents import RESIDENTS, load_residents
from services.demo.staff import load_staff
from services.demo.visits import load_visits
from services.providers.utility import Utility
from services.storage import Database, Work
from services.storage.ledger import LedgerAccount, LedgerBill
from services.storage.links import AccountLink
from services.utilities.accounts import account_number
from services.utilities.orders import REFERENCE_LETTERS
from services.utilities.tariffs import charge, tariff_on
from services.words import Month

MONTHS_KEPT = 24
# Electricity is billed by the month, water and gas every two (policy facts 2.1 to 2.3).
MONTHS_A_BILL = {Utility.ELECTRICITY: 1, Utility.WATER: 2, Utility.GAS: 2}
_UTILITIES = tuple(Utility)
_DUE_DAY = 28
# Readings run on from here, so that those of months added later follow the earlier ones.
_METERS_FROM = 2024 * 12
_FIRST_SEQUENCE = 40_000
_SEQUENCE_STEP = 37
# After the residents comes one household that owes nothing; of the rest, one in five owes.
PAID_UP = len(RESIDENTS) + 1
_SHARE_OWING = 0.2
_SHARE_OVERDUE = 0.05


def load_demo(db: Database, clock: Clock) -> None:
    """Fill empty books; to older ones add the bills of the months since. What is there stays."""
    now = clock.now()
    with db.write() as work:
        people = load_residents(work, now)
        load_staff(work, now)
        load_helpers(work, people, now)
        load_family(work, people, now)
        load_visits(work, now)
        load_desk(work, now)
        load_looks(work, people, now)
        load_call(work, people, now)
        load_board(work, now)
        billed = work.ledger.newest_month()
        # Electricity is billed every month, so its newest bill tells how far the books go.
        if billed is not None and billed >= _last_billed(Utility.ELECTRICITY, now):
            return
        homes = households()
        if billed is None:
            work.ledger.add_accounts(
                _account(home, utility) for home in homes for utility in _UTILITIES
            )
            _link(work, [people[resident.key].id for resident in RESIDENTS])
        work.ledger.add_bills(
            bill
            for home in homes
            for utility in _UTILITIES
            for bill in bills_of(home, utility, now)
            if billed is None or bill.month > billed
        )


def demo_number(household: int, utility: Utility) -> str:
    """The account number of a household, counted from 1 in the order of RESIDENTS."""
    return account_number(utility, _FIRST_SEQUENCE + household * _SEQUENCE_STEP)


def _link(work: Work, person_ids: list[int]) -> None:
    for household, person_id in enumerate(person_ids, start=1):
        for utility in _UTILITIES:
            work.links.add(AccountLink(person_id, utility, demo_number(household, utility)))


def _account_id(household: int, utility: Utility) -> int:
    return (household - 1) * len(_UTILITIES) + _UTILITIES.index(utility) + 1


def _account(home: Household, utility: Utility) -> LedgerAccount:
    return LedgerAccount(
        id=_account_id(home.index, utility),
        utility=utility,
        number=demo_number(home.index, utility),
        holder=home.holder,
        address=home.address,
        meter=f"{REFERENCE_LETTERS[utility]}{700_000 + home.index * 11}",
    )


def bills_of(home: Household, utility: Utility, now: datetime) -> Iterator[LedgerBill]:
    """The bills of the last 24 months, priced on the running total of each calendar year."""
    step = MONTHS_A_BILL[utility]
    newest = _last_billed(utility, now)
    last = newest.year * 12 + newest.month - 1
    first_kept = last - MONTHS_KEPT + 1
    reading = Decimal(1000 + home.index)
    year_total = Decimal(0)
    owed = _bills_owed(home.index, utility)
    begin = min(first_kept, _METERS_FROM) // 12 * 12
    for end in range(begin + step - 1, last + 1, step):
        covered = [_month(number) for number in range(end - step + 1, end + 1)]
        if covered[0].month == 1:
            year_total = Decimal(0)
        usage = sum((monthly_use(home.index, utility, month) for month in covered), Decimal(0))
        tariff = tariff_on(utility, date(covered[-1].year, covered[-1].month, 1))
        amount_fen = charge(tariff, year_total, usage).total_fen
        year_total += usage
        reading += usage
        if end < first_kept + step - 1:
            continue
        due = _due(covered[-1])
        unpaid = (last - end) // step < owed
        yield LedgerBill(
            id=_bill_id(home.index, utility, covered[-1]),
            account_id=_account_id(home.index, utility),
            month=covered[-1],
            months=step,
            reading=reading,
            usage=usage,
            amount_fen=amount_fen,
            due=due,
            paid_at=None if unpaid else _paid_at(home.index, due, now),
        )


def _last_billed(utility: Utility, now: datetime) -> Month:
    """The newest month, not running any more, at whose end this utility reads its meters."""
    today = now.astimezone(DISTRICT_TIME).date()
    step = MONTHS_A_BILL[utility]
    return _month((today.year * 12 + today.month - 1) // step * step - 1)


def _bills_owed(household: int, utility: Utility) -> int:
    """How many of the latest bills are unpaid."""
    if household <= len(RESIDENTS):
        return 2 if utility is Utility.ELECTRICITY else 1
    if household == PAID_UP:
        return 0
    luck = Random(f"{SEED} owed {household} {utility}").random()  # noqa: S311
    if luck < _SHARE_OVERDUE:
        return 2
    return 1 if luck < _SHARE_OWING else 0


def _month(number: int) -> Month:
    return Month(number // 12, number % 12 + 1)


def _due(month: Month) -> date:
    following = _month(month.year * 12 + month.month)
    return date(following.year, following.month, _DUE_DAY)


def _bill_id(household: int, utility: Utility, month: Month) -> str:
    mark = sha256(f"{SEED} {household} {utility} {month}".encode()).hexdigest()[:10]
    return f"{REFERENCE_LETTERS[utility]}{month.year}{month.month:02d}-{mark}"


def _paid_at(household: int, due: date, now: datetime) -> datetime:
    """Some days before it was due, in office hours; never in the future."""
    moment = datetime.combine(due, time(2, household % 60), UTC) - timedelta(days=household % 20)
    return min(moment, now - timedelta(hours=1))
