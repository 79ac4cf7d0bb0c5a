"""What a utility gateway writes, read strictly by docs/utility-gateway.openapi.yaml."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from services.providers.utility import Bill, GatewayGarbled, Refusal, Utility, UtilityAccount
from services.words import Month

_Number = Annotated[str, Field(pattern=r"^[0-9]{6,20}$")]
_Fen = Annotated[int, Field(ge=0, le=100_000_000)]
_REFUSALS = {
    "already-paid": Refusal.ALREADY_PAID,
    "unknown-account": Refusal.UNKNOWN_ACCOUNT,
    "unknown-bill": Refusal.UNKNOWN_BILL,
    "wrong-amount": Refusal.WRONG_AMOUNT,
}
_UNITS = {"m3": "m³", "kWh": "kWh"}


class _Account(BaseModel):
    utility: Utility
    account_number: _Number
    masked_address: str = Field(min_length=1, max_length=200)


class _Bill(BaseModel):
    id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")
    utility: Utility
    account_number: _Number
    month: str = Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")
    months: int = Field(ge=1, le=12)
    usage: str = Field(pattern=r"^[0-9]{1,7}(\.[0-9]{1,3})?$")
    unit: str = Field(pattern=r"^(m3|kWh)$")
    amount_fen: _Fen
    due: date
    paid_at: AwareDatetime | None
    reading: str | None = Field(default=None, pattern=r"^[0-9]{1,8}(\.[0-9]{1,3})?$")


class _BillList(BaseModel):
    bills: list[_Bill] = Field(max_length=24)


class Payment(BaseModel):
    """A payment as the gateway keeps it; money in fen."""

    key: str
    posting_number: str = Field(pattern=r"^[A-Za-z0-9-]{1,40}$")
    amount_fen: _Fen


class _Problem(BaseModel):
    code: str


_Shape = TypeVar("_Shape", bound=BaseModel)


def read_account(body: bytes, utility: Utility, number: str) -> UtilityAccount:
    """The account asked for. Raises GatewayGarbled."""
    account = _read(_Account, body)
    if (account.utility, account.account_number) != (utility, number):
        raise GatewayGarbled("another account than asked for")
    return UtilityAccount(utility, number, account.masked_address)


def read_bills(body: bytes, utility: Utility, number: str) -> Sequence[Bill]:
    """The bills of the account asked for, newest first. Raises GatewayGarbled."""
    bills = _read(_BillList, body).bills
    if any((bill.utility, bill.account_number) != (utility, number) for bill in bills):
        raise GatewayGarbled("bills of another account")
    if len({bill.id for bill in bills}) != len(bills):
        raise GatewayGarbled("the same bill twice")
    return sorted(map(_bill, bills), key=lambda bill: bill.month, reverse=True)


def read_payment(body: bytes, key: str, amount_fen: int) -> Payment:
    """The payment with this key and amount in fen. Raises GatewayGarbled."""
    payment = _read(Payment, body)
    if (payment.key, payment.amount_fen) != (key, amount_fen):
        raise GatewayGarbled("another payment than asked for")
    return payment


def read_problem(body: bytes) -> tuple[str, Refusal]:
    """The code of a refusal and what it means to us. Raises GatewayGarbled."""
    code = _read(_Problem, body).code
    return code, _REFUSALS.get(code, Refusal.OTHER)


def _read(shape: type[_Shape], body: bytes) -> _Shape:
    try:
        return shape.model_validate_json(body, strict=True)
    except ValidationError as error:
        # The cause would quote what the gateway wrote, which may be private.
        raise GatewayGarbled(f"{error.error_count()} faults in {shape.__name__}") from None


def _bill(read: _Bill) -> Bill:
    year, month = map(int, read.month.split("-"))
    return Bill(
        id=read.id,
        utility=read.utility,
        account_number=read.account_number,
        month=Month(year, month),
        usage=Decimal(read.usage),
        unit=_UNITS[read.unit],
        amount_fen=read.amount_fen,
        due=read.due,
        paid_at=read.paid_at,
        months=read.months,
        reading=None if read.reading is None else Decimal(read.reading),
    )
