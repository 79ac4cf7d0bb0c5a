"""Reminders of an appointment: on the morning of the day before, and two hours before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from services.appointments.slots import Slot
from services.cases import DISTRICT_TIME, shown_reference
from services.phones import is_mobile
from services.storage import Work
from services.storage.cases import Case
from services.storage.reminders import Reminder
from services.words import words

MORNING = time(9)
SHORTLY = timedelta(hours=2)
# What begins before the quiet hours are well over is told the evening before.
EARLY, EVENING = time(8, 30), time(19)
_KINDS = ("day", "hours")


def moments(slot: Slot) -> Iterator[tuple[str, datetime]]:
    """When to remind of a slot."""
    before = slot.day - timedelta(days=1)
    yield "day", datetime.combine(before, MORNING, DISTRICT_TIME)
    early = slot.starts_at.astimezone(DISTRICT_TIME).time() < EARLY
    evening = datetime.combine(before, EVENING, DISTRICT_TIME)
    yield "hours", evening if early else slot.starts_at - SHORTLY


def remind_twice(work: Work, slot: Slot, case: Case, phone: str, now: datetime) -> None:
    """Keep the reminders whose moment is still to come, in the caller's transaction."""
    said = words(
        "提醒您：%(when)s，%(place)s，凭证号 %(reference)s。来不了请取消，把位子让给别人。",
        when=slot.when,
        place=slot.place.said,
        reference=shown_reference(case.reference),
    )
    for kind, at in moments(slot):
        if at > now:
            work.reminders.keep(
                Reminder(
                    at, case.owner, _about(case, kind), said, case.person_id,
                    phone if is_mobile(phone) else None, case.details["locale"],
                )
            )  # fmt: skip


def forget_both(work: Work, case: Case) -> None:
    """Drop the reminders of an appointment that will not be kept."""
    for kind in _KINDS:
        work.reminders.forget(case.owner, _about(case, kind))


def _about(case: Case, kind: str) -> str:
    return f"booking:{case.id}:{kind}"
