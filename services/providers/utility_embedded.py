"""The embedded utility: answers from the demo district's own books in the database."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from services.clock import Clock
from services.providers.utility import (
    Bill,
    GatewayRefused,
    GatewayTimeout,
    PaymentOrder,
    PostResult,
    Refusal,
    Utility,
    UtilityAccount,
)
from services.storage import Database, StorageUnavailable
from services.storage.errors import Conflict
from services.storage.ledger import LedgerAccount, LedgerBill
from services.utilities.accounts import masked_address
from services.utilities.tariffs import tariff_on

_DISTRICT = ZoneInfo("Asia/Shanghai")
_YEARS_SHOWN = 2
_MOST_KNOWN = 1_000


class EmbeddedUtility:
    """UtilityGateway on the ledger tables; its transactions are its own, as a company's are."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        # A page of a bill service asks for its accounts each time; the books never change one.
        self._known = lru_cache(_MOST_KNOWN)(self._look_up)

    def find_account(self, utility: Utility, number: str) -> UtilityAccount | None:
        """See UtilityGateway."""
        try:
            return self._known(utility, number)
        except GatewayRefused:  # not kept: the account may be opened any time
            return None

    def _look_up(self, utility: Utility, number: str) -> UtilityAccount:
        with self._db.read() as work:
            account = work.ledger.account(utility, number)
        if account is None:
            raise GatewayRefused(Refusal.UNKNOWN_ACCOUNT)
        return UtilityAccount(utility, number, masked_address(account.address))

    def bills(self, utility: Utility, number: str) -> Sequence[Bill]:
        """See UtilityGateway."""
        today = self._clock.now().astimezone(_DISTRICT).date()
        since = date(today.year - _YEARS_SHOWN, today.month, 1)
        with self._db.read() as work:
            account = work.ledger.account(utility, number)
            if account is None:
                raise GatewayRefused(Refusal.UNKNOWN_ACCOUNT)
            kept = work.ledger.bills(account.id, since)
        return [_bill(account, bill) for bill in kept]

    def post_payment(self, order: PaymentOrder) -> PostResult:
        """See UtilityGateway."""
        try:
            return self._post(order)
        except Conflict:
            # The same order, entered by somebody else a moment ago: now it is found.
            return self._post(order)
        except StorageUnavailable as error:
            raise GatewayTimeout("the books cannot be reached") from error

    def _post(self, order: PaymentOrder) -> PostResult:
        with self._db.write() as work:
            account = work.ledger.account(order.utility, order.account_number)
            if account is None:
                raise GatewayRefused(Refusal.UNKNOWN_ACCOUNT)
            # Held first: whoever waited here must then see what the other one entered.
            bills = work.ledger.bills_by_id(account.id, order.bill_ids)
            entered = work.ledger.posting(order.key)
            if entered is not None:
                return PostResult(entered, repeated=True)
            _check(order, bills)
            posting_number = f"D{order.key[:16].upper()}"
            work.ledger.enter(order.key, posting_number, order.bill_ids, order.paid_at)
        return PostResult(posting_number)


def _check(order: PaymentOrder, bills: Sequence[LedgerBill]) -> None:
    if len(bills) != len(order.bill_ids):
        raise GatewayRefused(Refusal.UNKNOWN_BILL)
    if any(bill.paid_at is not None for bill in bills):
        raise GatewayRefused(Refusal.ALREADY_PAID)
    if sum(bill.amount_fen for bill in bills) != order.amount_fen:
        raise GatewayRefused(Refusal.WRONG_AMOUNT)


def _bill(account: LedgerAccount, bill: LedgerBill) -> Bill:
    month = date(bill.month.year, bill.month.month, 1)
    return Bill(
        id=bill.id,
        utility=account.utility,
        account_number=account.number,
        month=bill.month,
        usage=bill.usage,
        unit=tariff_on(account.utility, month).unit,
        amount_fen=bill.amount_fen,
        due=bill.due,
        paid_at=bill.paid_at,
        months=bill.months,
        reading=bill.reading,
    )
