"""Appointments: choosing a day and a time, what is booked, moving it and cancelling it."""

from __future__ import annotations

from datetime import date

from services.appointments.places import load_places
from services.appointments.questions import appointment_journey
from services.appointments.receipts import CANCEL, CANCELLED, booked
from services.appointments.slots import Slot, slots_on
from services.words import words
from tests.booking_pages import comes_to
from tests.residents import Resident
from tests.states.state import Reach, State, asks

SERVICE = "hall-appointment"


def _offered_first() -> list[Slot]:
    """The times of the Monday after the Sunday on which the tests stand; others may be full."""
    place, desk = next(load_places().desks_of(SERVICE))
    return slots_on(place, desk, date(2026, 11, 23))


def _asked(resident: Resident, question: str) -> Resident:
    return comes_to(resident.starts(SERVICE), question)


def _piece(question: str, piece: str) -> Reach:
    def reach(resident: Resident) -> None:
        _asked(resident, question)
        resident.client.get(f"{resident.page.address.split('?')[0]}?{question}={piece}")

    return reach


def _books(resident: Resident) -> Resident:
    return resident.starts(SERVICE).takes_what_is_offered().sends()


def _changes(resident: Resident) -> None:
    _books(resident)
    resident.client.get(f"{resident.page.address.split('?')[0]}change")


def _cancels(resident: Resident) -> None:
    _books(resident)
    resident.client.get(f"{resident.page.address.split('?')[0]}withdraw")


JOURNEY = appointment_journey(SERVICE)
FIRST = asks(JOURNEY, "moving", "matter")
DAY = asks(JOURNEY, "day")
TIME = asks(JOURNEY, "time")

STATES: tuple[State, ...] = (
    State("appointment-matter", lambda r: _asked(r, "matter"), FIRST),
    State("appointment-day", lambda r: _asked(r, "day"), DAY),
    State("appointment-day-next-week", _piece("day", "2026-W49"), DAY),
    State("appointment-day-error", lambda r: _asked(r, "day").answers(day=[]), DAY),
    State("appointment-time", lambda r: _asked(r, "time"), TIME),
    State("appointment-time-afternoon", _piece("time", "afternoon"), TIME),
    State("appointment-booked", _books, tuple(booked(slot) for slot in _offered_first())),
    State("appointment-moving", lambda r: _books(r).starts(SERVICE), FIRST),
    State("appointment-change", _changes, (words("要改到别的时间吗？"),)),
    State("appointment-cancel", _cancels, (CANCEL,)),
    State("appointment-cancelled", lambda r: _books(r).withdraws(), (CANCELLED,)),
)
