"""The port to water, electricity and gas companies: accounts, bills, and posting a payment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from services.words import Month


class Utility(StrEnum):
    """The three bills of a household; the value is used in addresses of the gateway."""

    WATER = "water"
    ELECTRICITY = "electricity"
    GAS = "gas"


class GatewayError(Exception):
    """The utility's computer did not do what was asked. Never carries private data."""


class GatewayTimeout(GatewayError):
    """No answer in time, or no connection: nobody knows whether it was done. Ask again."""


class GatewayGarbled(GatewayError):
    """An answer that cannot be understood: treat like no answer."""


class Refusal(StrEnum):
    """Why a utility turned a payment down for good."""

    ALREADY_PAID = "already_paid"
    UNKNOWN_ACCOUNT = "unknown_account"
    UNKNOWN_BILL = "unknown_bill"
    WRONG_AMOUNT = "wrong_amount"
    OTHER = "other"


class GatewayRefused(GatewayError):
    """A clear no: asking again changes nothing. `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class UtilityAccount:
    """An account as anybody may see it: the address has its numbers masked, no name."""

    utility: Utility
    number: str
    masked_address: str


@dataclass(frozen=True)
class Bill:
    """One bill. `month` is the last of the `months` it covers; usage in `unit`, money in fen.

    `reading` is what the meter showed at the end of it, in `unit`, where the company tells.
    """

    id: str
    utility: Utility
    account_number: str
    month: Month
    usage: Decimal
    unit: str
    amount_fen: int
    due: date
    paid_at: datetime | None
    months: int = 1
    reading: Decimal | None = None


@dataclass(frozen=True)
class PaymentOrder:
    """What is told to the utility: these bills of this account were paid, together this much."""

    key: str
    utility: Utility
    account_number: str
    bill_ids: tuple[str, ...]
    amount_fen: int
    paid_at: datetime


@dataclass(frozen=True)
class PostResult:
    """The utility's own number for the posting; `repeated` if the order key was known before."""

    posting_number: str
    repeated: bool = False


class UtilityGateway(Protocol):
    """One company's computer. Every method raises GatewayError when it cannot answer."""

    def find_account(self, utility: Utility, number: str) -> UtilityAccount | None:
        """The account with this number (digits only), or None if there is none."""

    def bills(self, utility: Utility, number: str) -> Sequence[Bill]:
        """The bills of the last 24 months, newest first.

        Raises GatewayRefused(UNKNOWN_ACCOUNT) if there is no such account.
        """

    def post_payment(self, order: PaymentOrder) -> PostResult:
        """Enter a payment. Safe to repeat: the same order key is entered once."""
