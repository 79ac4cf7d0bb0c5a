"""The three bill services: context, check, and sending off, for the one journey runner."""

from functools import cached_property

from services.cases import is_mine, once_mark, open_case, trace
from services.catalogue import Entry
from services.clock import Clock
from services.deeds import Deed
from services.journey import (
    Answers,
    Applicant,
    Journey,
    Outcome,
    Review,
    Submission,
    SubmissionRefused,
)
from services.kit import Kit
from services.payments import PaymentDesk
from services.providers.utility import Utility, UtilityGateway
from services.providers.utility_embedded import EmbeddedUtility
from services.receipts import Receipt
from services.slips import slip_number
from services.storage import Database, Work
from services.storage.cases import Case, CaseState
from services.storage.errors import Conflict
from services.utilities.context import BillContext
from services.utilities.orders import REFERENCE_LETTERS, SLUGS, BillOrder
from services.utilities.questions import COUNTER, ONLINE, bill_journey
from services.utilities.receipts import bill_receipt
from services.words import Money, words

_EXAMPLES_TRIED = 40


class BillService:
    """One of water-bill, electricity-bill, gas-bill; a Service for the runner."""

    def __init__(
        self,
        utility: Utility,
        db: Database,
        clock: Clock,
        gateway: UtilityGateway,
        desk: PaymentDesk,
    ) -> None:
        self.utility = utility
        self.slug = SLUGS[utility]
        self._db = db
        self._clock = clock
        self._gateway = gateway
        self._desk = desk
        self._last_example: tuple[str, str] | None = None

    @cached_property
    def journey(self) -> Journey:
        """See Service."""
        return bill_journey(self.utility)

    def context(self, applicant: Applicant) -> BillContext:
        """See Service."""
        return BillContext(
            self.utility, applicant, self._db, self._clock, self._gateway, self._desk,
            self._example,
        )  # fmt: skip

    def review(self, context: BillContext, answers: Answers) -> Review:
        """See Service."""
        amount = Money(context.order(answers).amount_fen)
        if answers.get("method") == COUNTER:
            note = words("缴费单不是收据。到柜台付了钱才算交费，柜台会给您收据。")
            return Review(words("开缴费单"), amount, (note,))
        notes = (
            words("按下按钮后，先到收银台付钱。"),
            words("付完 10 分钟里可以撤回，钱退回原处。"),
        )
        return Review(words("去付 %(amount)s", amount=amount), amount, notes)

    def submit(self, context: BillContext, answers: Answers, submission: Submission) -> Outcome:
        """See Service. What is to be paid is asked of the utility once more."""
        order = context.order(answers)
        if len(order.bills) != len(answers["bills"]):
            again = self._sent_before(order, submission)
            if again is not None:
                return again
            raise SubmissionRefused(
                words("有一张账单刚刚已经交过了，没有扣您的钱。请看一遍剩下的账单，再选一次。"),
                "bills",
            )
        if answers["method"] == ONLINE:
            begun = self._desk.begin(order, submission)
            return Outcome(begun.reference, begun.pay_at)
        return self._slip(order, submission)

    def receipt(self, case: Case) -> Receipt:
        """See Service."""
        return bill_receipt(case, self._desk.of_case(case), self._clock.now())

    def withdraw(self, case: Case, applicant: Applicant) -> None:
        """See Service. A counter slip took no money: it may be dropped as long as it is open."""
        if case.details["method"] == ONLINE:
            self._desk.withdraw(case, applicant)
            return
        if not is_mine(case, applicant):
            raise SubmissionRefused(words("没有找到这张缴费单。"))
        with self._db.write() as work:
            kept = work.cases.by_id(case.id)
            if kept.state is CaseState.OPEN:
                now = self._clock.now()
                work.cases.change(case.id, CaseState.WITHDRAWN, now)
                work.events.add(case.id, now, words("您不要这张缴费单了。"))
                trace(work, applicant.actor, Deed.CASE_WITHDRAWN, case, now)

    def _slip(self, order: BillOrder, submission: Submission) -> Outcome:
        number = slip_number(order.utility, order.account_number, order.amount_fen)
        details = {**order.details(COUNTER), "slip_number": number}
        try:
            with self._db.write() as work:
                now = self._clock.now()
                case = open_case(
                    work, now, REFERENCE_LETTERS[order.utility], order.service,
                    submission, CaseState.OPEN, details,
                )  # fmt: skip
                work.events.add(case.id, now, words("开好了缴费单。"))
        except Conflict:
            again = self._sent_before(order, submission)
            if again is None:
                raise
            return again
        return Outcome(case.reference)

    def _sent_before(self, order: BillOrder, submission: Submission) -> Outcome | None:
        """Where this press of the button led the first time, if it was pressed before."""
        mark = once_mark(order.service, submission.applicant.owner, submission.once)
        with self._db.read() as work:
            case = work.cases.by_once(mark)
        return None if case is None else Outcome(case.reference)

    def _example(self) -> str | None:
        """An account of the demo that owes a bill nobody is paying; None outside the demo."""
        if not isinstance(self._gateway, EmbeddedUtility):
            return None
        with self._db.read() as work:
            # The one found last is still good for most pages; looking it up anew takes long.
            if self._last_example is not None and self._is_free(work, self._last_example[1]):
                return self._last_example[0]
            owing = work.ledger.owing(self.utility, _EXAMPLES_TRIED)
            free = (found for found in owing if self._is_free(work, found[1]))
            self._last_example = next(free, None)
        return None if self._last_example is None else self._last_example[0]

    def _is_free(self, work: Work, bill_id: str) -> bool:
        return work.ledger.owes(bill_id) and not work.payments.is_claimed(self.utility, bill_id)


def open_service(entry: Entry, kit: Kit) -> BillService:
    """The bill service of a guide. Raises ValueError for a guide that names no utility."""
    utility = entry.particulars.utility
    if utility is None:
        raise ValueError(f"{entry.slug} names no utility")
    return BillService(utility, kit.db, kit.clock, kit.gateway, kit.payments)
