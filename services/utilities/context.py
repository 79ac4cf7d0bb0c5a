"""What the questions of a bill service look things up in: one visitor, one utility, one request."""

from collections.abc import Callable
from functools import cached_property

from services.clock import Clock
from services.journey import Answers, Applicant
from services.payments import PaymentDesk
from services.providers.utility import (
    Bill,
    GatewayRefused,
    Utility,
    UtilityAccount,
    UtilityGateway,
)
from services.storage import Database
from services.utilities.orders import BillOrder

# The answer that stands for an account which is not one of mine.
OTHER = "other"


class BillContext:
    """Each thing is asked of the gateway once at most. Everything may raise GatewayError."""

    def __init__(
        self,
        utility: Utility,
        applicant: Applicant,
        db: Database,
        clock: Clock,
        gateway: UtilityGateway,
        desk: PaymentDesk,
        example: Callable[[], str | None],
    ) -> None:
        self.utility = utility
        self.applicant = applicant
        self.clock = clock
        self._db = db
        self._gateway = gateway
        self._desk = desk
        self._example = example
        self._accounts: dict[str, UtilityAccount | None] = {}
        self._bills: dict[str, list[Bill]] = {}

    @cached_property
    def linked(self) -> list[UtilityAccount]:
        """My accounts, as far as the utility still knows them."""
        if self.applicant.person_id is None:
            return []
        with self._db.read() as work:
            links = work.links.of(self.applicant.person_id, self.utility)
        accounts = (self.account(link.account_number) for link in links)
        return [account for account in accounts if account is not None]

    @cached_property
    def example(self) -> str | None:
        """An account number of the demo that owes something; None outside the demo."""
        return self._example()

    def account(self, number: str) -> UtilityAccount | None:
        """The account with this number."""
        if number not in self._accounts:
            self._accounts[number] = self._gateway.find_account(self.utility, number)
        return self._accounts[number]

    def bills(self, number: str) -> list[Bill]:
        """Its bills, newest first; none if the account is gone."""
        if number not in self._bills:
            try:
                self._bills[number] = list(self._gateway.bills(self.utility, number))
            except GatewayRefused:
                self._bills[number] = []
        return self._bills[number]

    def open_bills(self, number: str) -> list[Bill]:
        """Its bills that can be paid now, the oldest first."""
        unpaid = [bill for bill in self.bills(number) if bill.paid_at is None]
        taken = self._desk.taken(self.utility, [bill.id for bill in unpaid], self.applicant)
        return [bill for bill in reversed(unpaid) if bill.id not in taken]

    def being_paid(self, number: str) -> bool:
        """Whether an unpaid bill of this account was paid a moment ago, or is being paid."""
        unpaid = [bill for bill in self.bills(number) if bill.paid_at is None]
        return len(unpaid) > len(self.open_bills(number))

    @staticmethod
    def number(answers: Answers) -> str | None:
        """The account number that the answers lead to."""
        chosen = answers.get("account", OTHER)
        number = answers.get("account-number") if chosen == OTHER else chosen
        return None if number is None else str(number)

    def order(self, answers: Answers) -> BillOrder:
        """The order that the answers make. Bills that cannot be paid any more are left out."""
        number = self.number(answers) or ""
        account = self.account(number)
        chosen = set(answers.get("bills", ()))
        bills = tuple(bill for bill in self.open_bills(number) if bill.id in chosen)
        return BillOrder(self.utility, number, account.masked_address if account else "", bills)
