"""The words of the day that a clerk says first when calling a resident."""

from __future__ import annotations

from services.storage.people import Person
from webapp.wiring import parts


def words_for(resident: Person | None) -> tuple[str, str]:
    """The district's word of today, and the resident's own one ("" for somebody unknown)."""
    words, today = parts().day_words, parts().day_words.today()
    return words.of(today), words.own(resident.id, today) if resident else ""
