"""What the courier does about payments: enters them at the utility, or gives the money back."""

from collections.abc import Mapping

from services.clock import Clock
from services.outbox import Deed
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
from services.words import words


class PaymentErrands:
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

    def deeds(self) -> Mapping[Task, Deed]:
        """The tasks of payments, and who does each."""
        return {Task.POST: self._post, Task.REFUND: self._refund, Task.NOTIFY: self._notify}

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
            now = self._clock.now()
            held = work.payments.by_order(row.order_key)
            if held is not None and held.state is PaymentState.PAID:
                if refused is None:
                    work.payments.change(held, PaymentState.POSTED, posting_number=posting_number)
                    work.events.add(held.case_id, now, words("公司收到了，记在您的户上。"))
                else:
                    note = "already_paid" if refused is Refusal.ALREADY_PAID else "refused"
                    send_back(work, held, now, note)
            work.outbox.done(row.id)

    def _refund(self, row: OutboxRow) -> None:
        payment = self._desk.find(row.order_key)
        self._cashier.refund(payment.order_key, payment.amount_fen)
        with self._db.write() as work:
            now = self._clock.now()
            if work.outbox.done(row.id):
                work.payments.change(payment, payment.state, refunded_at=now)
                work.events.add(payment.case_id, now, words("钱原路退还了。"))

    def _notify(self, row: OutboxRow) -> None:
        if isinstance(self._cashier, DemoCashier):
            self._desk.receive(*self._cashier.notification(row.order_key))
        with self._db.write() as work:
            work.outbox.done(row.id)
