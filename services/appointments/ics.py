"""An appointment as a calendar file (RFC 5545): when and where, and nothing of who comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from services.appointments.slots import Slot

# A line longer than this is folded (RFC 5545, 3.1); octets, not characters.
_LINE = 75


@dataclass(frozen=True)
class Event:
    """An appointment in a calendar; ``uid`` is the same for the same case each time."""

    uid: str
    slot: Slot
    made_at: datetime


def calendar_file(event: Event, name: str, address: str) -> str:
    """The file, its place in words of the reader's language; a reminder two hours ahead."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Nuanchuang//Appointments//ZH",
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_moment(event.made_at)}",
        f"DTSTART:{_moment(event.slot.starts_at)}",
        f"DTEND:{_moment(event.slot.ends_at)}",
        f"SUMMARY:{_text(name)}",
        f"LOCATION:{_text(address)}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(name)}",
        "TRIGGER:-PT2H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(said: str) -> str:
    for sign in ("\\", ";", ","):
        said = said.replace(sign, f"\\{sign}")
    return said.replace("\n", "\\n")


def _folded(line: str) -> str:
    rows, row = [], ""
    for sign in line:
        if len((row + sign).encode()) > _LINE:
            rows.append(row)
            row = " "
        row += sign
    return "\r\n".join([*rows, row])
