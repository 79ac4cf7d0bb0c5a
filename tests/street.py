"""A small street for tests: a few accounts with two unpaid bills each, and everyone who works."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from services.cases import CaseDesk
from services.clock import FixedClock
from services.journey import Applicant, Submission
from services.outbox import Courier
from services.payments import PaymentDesk
from services.posting import PaymentErrands
from services.providers.cashier_demo import DemoCashier
from services.providers.utility import Utility
from services.providers.utility_embedded import EmbeddedUtility
from services.storage import Database
from services.storage.cases import Case
from services.storage.ledger import LedgerAccount, LedgerBill
from services.utilities.accounts import account_number
from services.utilities.orders import BillOrder
from services.utilities.service import BillService
from services.words import Month

MORNING = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
POWER = Utility.ELECTRICITY


def number(house: int) -> str:
    """The electricity account of a house, counted from 1."""
    return account_number(POWER, house)


def bill_id(house: int, month: int) -> str:
    """The bill of a house for a month of 2026."""
    return f"E2026{month:02d}-{house}"


def build(db: Database, houses: int) -> None:
    """Houses 1…n with bills of 90.00 (September) and 80.00 yuan (October), both unpaid."""
    with db.write() as work:
        work.ledger.add_accounts(
            LedgerAccount(house, POWER, number(house), "某人", f"暖阳路 12 弄 {house} 号", "M1")
            for house in range(1, houses + 1)
        )
        work.ledger.add_bills(
            LedgerBill(
                bill_id(house, month),
                house,
                Month(2026, month),
                1,
                Decimal(1000),
                Decimal(100),
                fen,
                date(2026, month + 1, 28),
                None,
            )
            for house in range(1, houses + 1)
            for month, fen in ((9, 9000), (10, 8000))
        )


@dataclass
class Office:
    """Everyone who works on a payment, on one database and one clock."""

    db: Database
    clock: FixedClock

    def __post_init__(self) -> None:
        self.gateway = EmbeddedUtility(self.db, self.clock)
        self.cashier = DemoCashier(self.db, self.clock)
        self.desk = PaymentDesk(self.db, self.clock, self.cashier)
        errands = PaymentErrands(self.db, self.clock, self.gateway, self.cashier, self.desk)
        self.courier = Courier(self.db, self.clock, errands.deeds())
        self.cases = CaseDesk(self.db, self.clock)
        self.service = BillService(POWER, self.db, self.clock, self.gateway, self.desk)

    def order(self, house: int = 1, months: tuple[int, ...] = (10,)) -> BillOrder:
        """An order for bills of a house."""
        bills = tuple(
            b for b in self.gateway.bills(POWER, number(house)) if b.month.month in months
        )
        return BillOrder(POWER, number(house), "暖阳路 ** 弄 ** 号", bills)

    def paid(self, house: int = 1, month: int = 10) -> bool:
        """Whether the utility's books say that a bill is paid."""
        bills = self.gateway.bills(POWER, number(house))
        return next(b for b in bills if b.id == bill_id(house, month)).paid_at is not None

    def cases_of(self, who: Applicant) -> list[Case]:
        """The cases of a resident, the newest first."""
        with self.db.read() as work:
            return work.cases.of(who.owner, who.person_id, 50)

    def order_key(self, reference: str) -> str:
        """The order key of a case's payment."""
        with self.db.read() as work:
            case = work.cases.by_reference(reference)
            assert case is not None
            payment = work.payments.of_case(case.id)
        assert payment is not None
        return payment.order_key


def resident(name: str = "resident", person_id: int | None = None) -> Applicant:
    """A browser of somebody."""
    return Applicant(name.encode().ljust(32, b"."), person_id)


def press(who: Applicant | None = None, once: str = "once") -> Submission:
    """One press of the last button."""
    return Submission(once, who or resident(), "elder", "zh-Hans")
