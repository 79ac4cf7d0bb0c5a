"""The courier: does what the outbox says, one row at a time, until nothing is due."""

import logging
from datetime import timedelta

from services.clock import Clock
from services.payments import PaymentDesk
from services.providers.cashier import Cashier
from services.providers.cashier_demo import DemoCashier
from services.providers.utility import (
    GatewayRefused,
    PaymentOrder,
    Refusal,
    UtilityGateway,
)
from services.settlement import send_back
from services.storage import Database
from services.storage.outbox import OutboxRow, Task
from services.storage.payments import PaymentState

# Longer than the slowest call with its retries: until then no other worker takes the row.
CLAIM_TIME = timedelta(minutes=5)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
_log = logging.getLogger(__name__)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: doubling, an hour at most, without end."""
    doublings = min(max(attempts - 1, 0), 10)
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


class Courier:
    """Posts payments, refunds them, and carries the demo cashier's messages."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        gateway: UtilityGateway,
        cashier: Cashier,
        desk: PaymentDesk,
    ) -> None:
        self._db = db
        self._clock = clock
        self._gateway = gateway
        self._cashier = cashier
        self._desk = desk

    def drain(self, limit: int = 100) -> int:
        """Do what is due, `limit` rows at most; how many were done. Raises StorageUnavailable."""
        done = 0
        for _ in range(limit):
            now = self._clock.now()
            with self._db.write() as work:
                rows = work.outbox.claim_due(now, now + CLAIM_TIME, 1)
            if not rows:
                break
            done += self._try(rows[0])
        return done

    def waiting(self) -> int:
        """How many rows are still to be done, due or not."""
        with self._db.read() as work:
            return work.outbox.waiting()

    def _try(self, row: OutboxRow) -> bool:
        try:
            match row.task:
                case Task.POST:
                    self._post(row)
                case Task.REFUND:
                    self._refund(row)
                case Task.NOTIFY:
                    self._notify(row)
        except Exception as error:  # A row that fails in any way must not hold up the others.
            kind = type(error).__name__
            _log.warning("outbox %s put off after attempt %s: %s", row.task, row.attempts, kind)
            with self._db.write() as work:
                later = self._clock.now() + wait_after(row.attempts)
                work.outbox.put_off(row.id, later, kind)
            return False
        return True

    def _post(self, row: OutboxRow) -> None:
        """Enter a payment at the utility; the order key makes a repetition harmless there."""
        payment = self._desk.find(row.order_key)
        refused: Refusal | None = None
        posting_number = ""
        if payment.state is PaymentState.PAID and payment.paid_at is not None:
            order = PaymentOrder(
                payment.order_key, payment.utility, payment.account_number, payment.bill_ids,
                payment.amount_fen, payment.paid_at,
            )  # fmt: skip
            try:
                posting_number = self._gateway.post_payment(order).posting_number
            except GatewayRefused as error:
                refused = error.reason
        with self._db.write() as work:
            held = work.payments.by_order(row.order_key)
            if held is not None and held.state is PaymentState.PAID:
                if refused is None:
                    work.payments.change(held, PaymentState.POSTED, posting_number=posting_number)
                else:
                    note = "already_paid" if refused is Refusal.ALREADY_PAID else "refused"
                    send_back(work, held, self._clock.now(), note)
            work.outbox.done(row.id)

    def _refund(self, row: OutboxRow) -> None:
        payment = self._desk.find(row.order_key)
        self._cashier.refund(payment.order_key, payment.amount_fen)
        with self._db.write() as work:
            work.payments.change(payment, payment.state, refunded_at=self._clock.now())
            work.outbox.done(row.id)

    def _notify(self, row: OutboxRow) -> None:
        if isinstance(self._cashier, DemoCashier):
            self._desk.receive(*self._cashier.notification(row.order_key))
        with self._db.write() as work:
            work.outbox.done(row.id)
