"""The reminder of a birthday that changes a decision, for whoever asked to be told."""

from __future__ import annotations

from datetime import date, datetime, time

from services.cases import DISTRICT_TIME
from services.reminders import Reminder
from services.subsidies.becoming import Becoming
from services.subsidies.decisions import Decision
from services.words import words

# In the morning, when a message wakes nobody.
HOUR = time(9)
_NAMES = {
    "senior-allowance": words("老年综合津贴"),
    "home-adaptation-subsidy": words("家里的改造"),
}


def to_come(decision: Decision, today: date) -> Becoming | None:
    """What a reminder may be set for: a day that is still to come."""
    becomes = decision.becomes
    return becomes if becomes is not None and becomes.apply_from > today else None


def reminder_of(
    decision: Decision,
    becomes: Becoming,
    owner: bytes,
    person_id: int | None,
    phone: str | None,
    locale: str,
) -> Reminder:
    """The reminder, due on the first day on which one may apply, or on which more is paid."""
    said = words(
        "您叫我们提醒您：%(name)s。%(what)s", name=_NAMES[decision.allowance], what=becomes.said
    )
    at = datetime.combine(becomes.apply_from, HOUR, DISTRICT_TIME)
    about = f"{decision.allowance}:{becomes.on.isoformat()}"
    return Reminder(at, owner, about, said, person_id, phone, locale)
