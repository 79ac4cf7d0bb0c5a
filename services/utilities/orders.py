"""An order for bills of one account: what is paid, and how the case keeps it."""

from dataclasses import dataclass
from typing import Any

from services.providers.utility import Bill, Utility

SLUGS = {
    Utility.WATER: "water-bill",
    Utility.ELECTRICITY: "electricity-bill",
    Utility.GAS: "gas-bill",
}
REFERENCE_LETTERS = {Utility.WATER: "W", Utility.ELECTRICITY: "E", Utility.GAS: "G"}
# What an outside cashier writes beside the amount; it serves Chinese payers.
SUBJECTS = {Utility.WATER: "水费", Utility.ELECTRICITY: "电费", Utility.GAS: "燃气费"}


@dataclass(frozen=True)
class BillOrder:
    """These unpaid bills of one account; at least one."""

    utility: Utility
    account_number: str
    masked_address: str
    bills: tuple[Bill, ...]

    @property
    def service(self) -> str:
        """The slug of the service that this order belongs to."""
        return SLUGS[self.utility]

    @property
    def bill_ids(self) -> tuple[str, ...]:
        return tuple(bill.id for bill in self.bills)

    @property
    def amount_fen(self) -> int:
        return sum(bill.amount_fen for bill in self.bills)

    def details(self, method: str) -> dict[str, Any]:
        """What the case keeps of it, as JSON values; money in fen."""
        return {
            "method": method,
            "utility": self.utility.value,
            "account_number": self.account_number,
            "masked_address": self.masked_address,
            "amount_fen": self.amount_fen,
            "bills": [
                {
                    "id": bill.id,
                    "month": [bill.month.year, bill.month.month],
                    "months": bill.months,
                    "amount_fen": bill.amount_fen,
                }
                for bill in self.bills
            ],
        }
