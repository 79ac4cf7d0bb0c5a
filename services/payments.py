"""Payments of bills: begun once, settled once, withdrawn within ten minutes, else posted."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from string import ascii_lowercase

from services.cases import is_mine, once_mark, open_case, trace
from services.clock import Clock
from services.deeds import Deed
from services.journey import Applicant, Submission, SubmissionRefused
from services.providers.cashier import (
    Cashier,
    CashierError,
    CashierStatus,
    CashOrder,
    ForgedNotification,
    Notification,
)
from services.providers.utility import Utility
from services.settlement import apply_status, can_withdraw
from services.storage import Database, Work
from services.storage.cases import Case, CaseState
from services.storage.errors import Conflict
from services.storage.outbox import Task
from services.storage.payments import NewPayment, Payment, PaymentState
from services.utilities.orders import REFERENCE_LETTERS, SUBJECTS, BillOrder
from services.words import words

# How long a payer may take; then the bills are free again for others.
PAYING_TIME = timedelta(minutes=30)
_TRIES = 5


def new_order_key() -> str:
    """24 random letters (112 bits): it stands in addresses, where no long number may."""
    return "".join(secrets.choice(ascii_lowercase) for _ in range(24))


class UnknownOrder(LookupError):
    """No payment has this order key."""


class CannotWithdraw(SubmissionRefused):
    """It is too late, or there is nothing to withdraw. `words` say which."""


class _Held(Exception):
    """Bills are claimed by another payment."""

    def __init__(self, payment: Payment, mine: bool) -> None:
        super().__init__("bills are claimed")
        self.payment = payment
        self.mine = mine


@dataclass(frozen=True)
class Begun:
    """Where a payment led: the case, and the cashier's address unless it is paid already."""

    reference: str
    pay_at: str | None


class PaymentDesk:
    """All that happens to a payment. The cashier is never called inside a transaction."""

    def __init__(self, db: Database, clock: Clock, cashier: Cashier) -> None:
        self._db = db
        self._clock = clock
        self._cashier = cashier

    def begin(self, order: BillOrder, submission: Submission) -> Begun:
        """Open the case, claim the bills, and send the payer to the cashier; once.

        The same press again, or another tab of the same resident, leads to the same payment.
        Raises SubmissionRefused if a bill is paid or being paid, or the cashier does not answer.
        """
        for _ in range(_TRIES):
            try:
                case, payment = self._open(order, submission)
                return Begun(case.reference, self._pay_at(payment))
            except Conflict:
                continue  # Somebody was first by a moment: look again.
            except _Held as held:
                if held.mine and self._same(held.payment, order):
                    return Begun(self.reference(held.payment), self._pay_at(held.payment))
                self._make_way(held)
        raise SubmissionRefused(words("现在同时办的人太多，没有扣钱。请过一会儿再按一次。"))

    def pay_at(self, case: Case) -> str | None:
        """The cashier's address for a case that waits for its payment. Raises as begin()."""
        payment = self.of_case(case)
        return None if payment is None else self._pay_at(payment)

    def settle(self, order_key: str, heard: Notification | None = None) -> str:
        """Make good what the cashier says about an order; any number of times.

        Called by the payer's return, by the notification and by the worker. Returns the case's
        reference. Raises UnknownOrder, CashierError, ForgedNotification for another sum.
        """
        payment = self.find(order_key)
        if heard is not None and heard.amount_fen != payment.amount_fen:
            raise ForgedNotification("another sum than asked for")
        if payment.state in (PaymentState.WAITING, PaymentState.FAILED):
            status = self._cashier.status(order_key) if heard is None else _status(heard)
            self._apply(order_key, status)
        return self.reference(payment)

    def receive(self, headers: Mapping[str, str], body: bytes) -> None:
        """Take in a cashier's notification. Raises ForgedNotification, UnknownOrder."""
        heard = self._cashier.read_notification(headers, body)
        self.settle(heard.order_key, heard)

    def withdraw(self, case: Case, applicant: Applicant) -> None:
        """Take a payment back before it is posted; again is as good as once.

        Raises CannotWithdraw.
        """
        with self._db.write() as work:
            kept = work.payments.of_case(case.id)
            payment = kept and work.payments.by_order(kept.order_key)
            if payment is None or not is_mine(case, applicant):
                raise CannotWithdraw(words("这件事没有可以撤回的付款。"))
            if payment.state is PaymentState.WITHDRAWN:
                return
            now = self._clock.now()
            if not can_withdraw(payment, now) or not work.outbox.cancel(
                Task.POST, payment.order_key
            ):
                raise _too_late(payment)
            work.payments.change(payment, PaymentState.WITHDRAWN)
            work.cases.change(case.id, CaseState.WITHDRAWN, now)
            work.events.add(case.id, now, words("您撤回了，钱要退给您。"))
            trace(work, applicant.actor, Deed.CASE_WITHDRAWN, case, now)
            work.outbox.add(Task.REFUND, payment.order_key, now)

    def expire(self, limit: int = 50) -> int:
        """Close waiting payments whose time is over, after asking the cashier; how many."""
        with self._db.read() as work:
            keys = work.payments.abandoned(self._clock.now(), limit)
        for order_key in keys:
            try:
                self._apply(order_key, self._cashier.close(order_key))
            except CashierError:
                continue  # Asked again the next time; the bills stay claimed so long.
        return len(keys)

    def find(self, order_key: str) -> Payment:
        """The payment of an order. Raises UnknownOrder."""
        with self._db.read() as work:
            payment = work.payments.find(order_key)
        if payment is None:
            raise UnknownOrder(order_key)
        return payment

    def of_case(self, case: Case) -> Payment | None:
        """The payment of a case, if it has one."""
        with self._db.read() as work:
            return work.payments.of_case(case.id)

    def reference(self, payment: Payment) -> str:
        """The reference of a payment's case."""
        with self._db.read() as work:
            return work.cases.by_id(payment.case_id).reference

    def taken(self, utility: Utility, bill_ids: Iterable[str], applicant: Applicant) -> set[str]:
        """Which of these bills cannot be chosen now: paid, or being paid by somebody else."""
        now = self._clock.now()
        with self._db.read() as work:
            claims = work.payments.claimed(utility, bill_ids)
            return {
                bill_id
                for bill_id, payment in claims.items()
                if payment.state is not PaymentState.WAITING
                or (
                    payment.expires_at > now
                    and not is_mine(work.cases.by_id(payment.case_id), applicant)
                )
            }

    def _open(self, order: BillOrder, submission: Submission) -> tuple[Case, Payment]:
        now = self._clock.now()
        with self._db.write() as work:
            owner = submission.applicant.owner
            known = work.cases.by_once(once_mark(order.service, owner, submission.once))
            if known is not None:
                payment = work.payments.of_case(known.id)
                assert payment is not None  # made in the same transaction as its case
                if payment.state is PaymentState.WAITING and not self._same(payment, order):
                    raise _Held(payment, mine=True)
                return known, payment
            self._refuse_held(work, order, submission.applicant)
            case = open_case(
                work, now, REFERENCE_LETTERS[order.utility], order.service, submission,
                CaseState.WAITING, order.details("online"), order.amount_fen,
            )  # fmt: skip
            order_key = new_order_key()
            work.payments.add(
                NewPayment(
                    order_key, case.id, self._cashier.name, order.utility,
                    order.account_number, order.bill_ids, order.amount_fen, now + PAYING_TIME,
                )
            )  # fmt: skip
            payment = work.payments.find(order_key)
            assert payment is not None  # just added
        return case, payment

    @staticmethod
    def _refuse_held(work: Work, order: BillOrder, applicant: Applicant) -> None:
        for payment in work.payments.claimed(order.utility, order.bill_ids).values():
            raise _Held(payment, is_mine(work.cases.by_id(payment.case_id), applicant))

    @staticmethod
    def _same(payment: Payment, order: BillOrder) -> bool:
        return payment.state is PaymentState.WAITING and (
            set(payment.bill_ids) == set(order.bill_ids) and payment.amount_fen == order.amount_fen
        )

    def _make_way(self, held: _Held) -> None:
        """Give up a payment that stands in the way, or say why it cannot be."""
        payment = held.payment
        if payment.state is not PaymentState.WAITING:
            raise SubmissionRefused(words("这张账单刚刚已经交过了。不用再交，没有扣您的钱。"))
        if not held.mine and payment.expires_at > self._clock.now():
            raise SubmissionRefused(
                words(
                    "有人正在付这张账单。没有扣您的钱。请在 %(time)s以后再来看。",
                    time=payment.expires_at,
                )
            )
        try:
            self._apply(payment.order_key, self._cashier.close(payment.order_key))
        except CashierError as error:
            raise _no_answer() from error

    def _pay_at(self, payment: Payment) -> str | None:
        if payment.state is not PaymentState.WAITING:
            return None
        try:
            return self._cashier.start(
                CashOrder(
                    payment.order_key,
                    payment.amount_fen,
                    SUBJECTS[payment.utility],
                    payment.expires_at,
                )
            )
        except CashierError as error:
            raise _no_answer() from error

    def _apply(self, order_key: str, status: CashierStatus) -> None:
        with self._db.write() as work:
            payment = work.payments.by_order(order_key)
            if payment is None:
                raise UnknownOrder(order_key)
            apply_status(work, payment, status, self._clock.now())


def _status(heard: Notification) -> CashierStatus:
    return CashierStatus(heard.state, heard.trade_no)


def _no_answer() -> SubmissionRefused:
    return SubmissionRefused(
        words("收银台现在没有回应，没有扣钱。您填的都留着，请过几分钟再按一次。")
    )


def _too_late(payment: Payment) -> CannotWithdraw:
    if payment.withdraw_until is None:
        return CannotWithdraw(words("这件事没有可以撤回的付款。"))
    return CannotWithdraw(
        words(
            "已经过了 %(time)s，不能撤回了。钱已经交给公司。要退钱，请打 12345 找人帮忙。",
            time=payment.withdraw_until,
        )
    )
