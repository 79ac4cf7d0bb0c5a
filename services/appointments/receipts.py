"""What an appointment says of itself: when, where, how to get in, and what to bring."""

from __future__ import annotations

from dataclasses import replace

from services.applications import ApplicationDesk
from services.appointments.context import AppointmentContext
from services.appointments.reminding import moments
from services.appointments.slots import Slot
from services.appointments.wording import WORDING
from services.receipts import CaseLink, Fact, Receipt, Tone
from services.storage.bookings import Booking
from services.storage.cases import Case, CaseState
from services.visits.standing import VisitStanding, with_visit
from services.words import Words, words

# The note of a case whose appointment was moved to another time.
MOVED = "moved"
CANCELLED = words("预约取消了")
MOVED_HEADLINE = words("这一次已经改到别的时间")
CANCEL = words("要取消这次预约吗？")


def appointment_receipt(
    desk: ApplicationDesk,
    context: AppointmentContext,
    case: Case,
    booking: Booking | None,
    visit: VisitStanding | None = None,
) -> Receipt:
    """The receipt of an appointment: its seat while it holds one, its visit if it is at home."""
    slot = context.slot(case.details["slot"])
    to_come = case.state is CaseState.OPEN and slot is not None and slot.starts_at > context.now
    to_come = to_come and (visit is None or visit.planned)
    facts = []
    if booking is not None:
        facts.append(Fact(words("您的号"), words("%(seat)s 号", seat=booking.seat)))
    if slot is not None:
        facts.append(Fact(words("地址"), slot.address))
    receipt = desk.receipt(
        case,
        headline=_headline(case, slot, to_come) if visit is None or to_come else _visited(case),
        tone=Tone.DONE if to_come or _is_over(case) else Tone.OVER,
        facts=facts,
        notes=_notes(context.service, slot) if slot is not None and to_come else (),
        undo=words("取消这次预约"),
        undo_question=CANCEL,
        undo_note=words("取消以后，位子就让给别人了。以后想来，可以再约。"),
        undo_until=slot.starts_at if slot is not None and to_come else None,
        next_step=_next(case, slot) if slot is not None and to_come else None,
        links=_LINKS if to_come else (),
    )
    if slot is not None and to_come:
        receipt = replace(receipt, holder=slot.place.said)
    return with_visit(receipt, visit, context.now)


_LINKS = (
    CaseLink(words("改时间"), "change"),
    CaseLink(words("记到手机日历里"), "calendar.ics"),
)


def booked(slot: Slot) -> Words:
    """What the owner of a booked slot wants to hear first."""
    return words("约好了：%(when)s", when=slot.when)


def _is_over(case: Case) -> bool:
    return case.state in (CaseState.OPEN, CaseState.DONE)


def _visited(case: Case) -> Words | None:
    """What is done at home is headed like an application: it ends by somebody's word."""
    if case.state is CaseState.CLOSED and case.note == MOVED:
        return MOVED_HEADLINE
    return CANCELLED if case.state is CaseState.WITHDRAWN else None


def _headline(case: Case, slot: Slot | None, to_come: bool) -> Words:
    if case.state is CaseState.CLOSED and case.note == MOVED:
        return MOVED_HEADLINE
    if case.state is CaseState.WITHDRAWN:
        return CANCELLED
    if slot is None:
        return words("这个时间不再开放")
    if to_come:
        return booked(slot)
    return words("%(when)s的预约，时间已经过了", when=slot.when)


def _notes(service: str, slot: Slot) -> list[Words]:
    """What happens then, what to have at hand, and how one gets in."""
    wording = WORDING[service]
    return [wording.meet, *wording.bring, *(Words(line) for line in slot.place.entry)]


def _next(case: Case, slot: Slot) -> Words:
    """How often and when this one is reminded: a moment that was past already brings none."""
    kinds = {kind for kind, at in moments(slot) if at > case.opened_at}
    if "day" in kinds:
        return words("前一天早上和开始前 2 小时，会各提醒您一次。来不了请取消。")
    if kinds:
        return words("开始前 2 小时，会提醒您一次。来不了请取消。")
    return words("时间快到了，不再另外提醒。来不了请取消。")
