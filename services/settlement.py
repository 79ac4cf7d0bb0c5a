"""What a cashier's answer makes of a payment, its case and the outbox, in one transaction."""

from datetime import datetime, timedelta

from services.cases import opener_of, trace
from services.deeds import Deed
from services.providers.cashier import CashierStatus, TradeState
from services.storage import Work
from services.storage.cases import CaseState
from services.storage.outbox import Task
from services.storage.payments import Payment, PaymentState
from services.words import Money, words

WITHDRAW_TIME = timedelta(minutes=10)


def apply_status(work: Work, payment: Payment, status: CashierStatus, now: datetime) -> None:
    """Take a held payment where the cashier's answer leads; nothing if it is there already."""
    match payment.state, status.state:
        case PaymentState.WAITING, TradeState.PAID:
            until = now + WITHDRAW_TIME
            work.payments.change(
                payment,
                PaymentState.PAID,
                paid_at=now,
                withdraw_until=until,
                trade_no=status.trade_no,
            )
            work.cases.change(payment.case_id, CaseState.DONE, now)
            work.events.add(payment.case_id, now, words("付好钱了。"))
            case = work.cases.by_id(payment.case_id)
            total = words("一共 %(amount)s", amount=Money(payment.amount_fen))
            trace(work, opener_of(case), Deed.CASE_PAID, case, now, total)
            work.outbox.add(Task.POST, payment.order_key, until)
        case PaymentState.WAITING, TradeState.FAILED:
            work.payments.change(payment, PaymentState.FAILED)
            work.cases.change(payment.case_id, CaseState.CLOSED, now, "not_paid")
            work.events.add(payment.case_id, now, words("没有付钱，这一次不算。"))
        case PaymentState.FAILED, TradeState.PAID:
            # Paid after it was given up: somebody else may have paid the bill since.
            send_back(work, payment, now, "paid_late")


def send_back(work: Work, payment: Payment, now: datetime, note: str) -> None:
    """Return the money of a payment that cannot be posted, and say why on its case."""
    work.payments.change(payment, PaymentState.REFUSED)
    work.cases.change(payment.case_id, CaseState.RETURNED, now, note)
    work.events.add(payment.case_id, now, words("没有交成，钱要退给您。"))
    work.outbox.add(Task.REFUND, payment.order_key, now)


def can_withdraw(payment: Payment, now: datetime) -> bool:
    """Whether a payment may still be taken back."""
    until = payment.withdraw_until
    return payment.state is PaymentState.PAID and until is not None and now < until
