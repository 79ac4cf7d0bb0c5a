"""Receipts of bill payments: what was paid, for whom, and what can still be done about it."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.cases import shown_reference
from services.providers.utility import Utility
from services.receipts import Fact, Receipt, Tone
from services.settlement import can_withdraw
from services.storage.cases import Case, CaseState
from services.storage.payments import Payment, PaymentState
from services.utilities.accounts import shown_number
from services.utilities.usage import period
from services.words import Money, Month, Words, words

PAID = {
    Utility.WATER: words("水费交好了"),
    Utility.ELECTRICITY: words("电费交好了"),
    Utility.GAS: words("燃气费交好了"),
}
UNPAID = {
    Utility.WATER: words("水费还没有交"),
    Utility.ELECTRICITY: words("电费还没有交"),
    Utility.GAS: words("燃气费还没有交"),
}
SLIP = {
    Utility.WATER: words("水费缴费单开好了"),
    Utility.ELECTRICITY: words("电费缴费单开好了"),
    Utility.GAS: words("燃气费缴费单开好了"),
}
WITHDRAWN = {
    Utility.WATER: words("水费撤回了，没有交"),
    Utility.ELECTRICITY: words("电费撤回了，没有交"),
    Utility.GAS: words("燃气费撤回了，没有交"),
}
RETURNED = {
    Utility.WATER: words("水费没有交成，钱退给您"),
    Utility.ELECTRICITY: words("电费没有交成，钱退给您"),
    Utility.GAS: words("燃气费没有交成，钱退给您"),
}
NOTES = {
    "not_paid": words("这一次没有付钱，没有扣您的钱。要交的话，请重新办一次。"),
    "already_paid": words("账单已经由别人交过了。您付的钱会原路退还。"),
    "refused": words("公司没有收下这笔钱，您付的钱会原路退还。请打 12345 找人帮忙看一看。"),
    "paid_late": words("付款来得太晚，这次没有算数。您付的钱会原路退还。"),
}
MONEY_BACK = words("撤回以后，钱会原路退还，账单要重新交。")
SLIP_DROPPED = words("不想要这张单子，可以不要，不会扣钱。以后还可以再开。")
REFUND_COMING = words("钱会原路退还到您付款的地方，一般当天就到。")
REFUND_SENT = words("钱已经原路退还。")
STILL_POSTING = words("公司的电脑还没有回音，我们会一直替您送到，您不用再交。")
# A short outage is nobody's worry: it is mended before anyone looks.
POSTED_WITHIN = timedelta(hours=1)


def bill_receipt(case: Case, payment: Payment | None, now: datetime) -> Receipt:
    """The receipt of a bill case as it stands at ``now``."""
    utility = Utility(case.details["utility"])
    headline, tone = _headline(case, utility)
    undo_until = payment.withdraw_until if payment and can_withdraw(payment, now) else None
    is_slip = case.details["method"] != "online"
    open_slip = is_slip and case.state is CaseState.OPEN
    return Receipt(
        reference=shown_reference(case.reference),
        headline=headline,
        tone=tone,
        facts=tuple(_facts(case, payment)),
        notes=tuple(_notes(case, payment, is_slip, now)),
        total=Money(case.details["amount_fen"]),
        undo=words("不要这张缴费单了") if open_slip else words("撤回这次交费"),
        undo_question=words("要撤回这次交费吗？") if not is_slip else words("不要这张缴费单了吗？"),
        undo_note=SLIP_DROPPED if open_slip else MONEY_BACK,
        # A slip takes no money, so it may be dropped as long as it is open.
        undo_until=case.opened_at + timedelta(days=1) if open_slip else undo_until,
        unpaid=case.state is CaseState.WAITING,
        slip=case.details.get("slip_number") if open_slip else None,
    )


def _headline(case: Case, utility: Utility) -> tuple[Words, Tone]:
    match case.state:
        case CaseState.DONE:
            return PAID[utility], Tone.DONE
        case CaseState.OPEN:
            return SLIP[utility], Tone.OPEN
        case CaseState.WITHDRAWN:
            return WITHDRAWN[utility], Tone.OVER
        case CaseState.RETURNED:
            return RETURNED[utility], Tone.OVER
    return UNPAID[utility], Tone.OPEN if case.state is CaseState.WAITING else Tone.OVER


def _facts(case: Case, payment: Payment | None) -> list[Fact]:
    details = case.details
    facts = [
        Fact(words("户号"), shown_number(details["account_number"])),
        Fact(words("地址"), details["masked_address"]),
        *(
            Fact(period(Month(*bill["month"]), bill["months"]), Money(bill["amount_fen"]))
            for bill in details["bills"]
        ),
    ]
    if payment is not None and payment.paid_at is not None:
        facts.append(Fact(words("付款时间"), payment.paid_at))
    else:
        facts.append(Fact(words("办理时间"), case.opened_at))
    return facts


def _notes(case: Case, payment: Payment | None, is_slip: bool, now: datetime) -> list[Words]:
    if case.state is CaseState.OPEN and is_slip:
        return [words("拿着这张单子，到便利店、银行或营业厅的柜台付现金。付了钱才算交好。")]
    if case.state is CaseState.WAITING:
        return [words("您还没有付款，没有扣您的钱。可以现在去付。")]
    notes = [NOTES[case.note]] if case.note in NOTES else []
    if payment is not None and case.state in (CaseState.WITHDRAWN, CaseState.RETURNED):
        notes.append(REFUND_SENT if payment.refunded_at else REFUND_COMING)
    if case.state is CaseState.DONE and payment is not None and _is_late(payment, now):
        notes.append(STILL_POSTING)
    return notes


def _is_late(payment: Payment, now: datetime) -> bool:
    """Whether the utility should have had this payment long ago and has not answered yet."""
    due = payment.withdraw_until
    return payment.state is PaymentState.PAID and due is not None and now > due + POSTED_WITHIN
