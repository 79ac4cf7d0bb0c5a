"""What a case says of itself: the same facts for screen, paper, ear and letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from services.words import Money, Words


class Tone(StrEnum):
    """How it stands: done, waiting for somebody, or over with nothing done."""

    DONE = "done"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True)
class Fact:
    """One line of a receipt. A plain string is data (a number, an address), not a sentence."""

    name: Words
    value: Words | Money | datetime | date | str


@dataclass(frozen=True)
class CaseLink:
    """Something more that can be done with a case: ``page`` stands below the case's address."""

    label: Words
    page: str


@dataclass(frozen=True)
class Receipt:
    """A case as its owner sees it.

    ``headline`` is the sentence a person wants to hear first; ``notes`` say what happens next.
    ``undo_until`` is set while it can be withdrawn, ``undo`` names that button and
    ``undo_question`` asks for certain before it. ``unpaid`` when the cashier still waits.
    ``undo_note`` says beside the button what undoing does. ``slip`` is the number of a slip to be
    paid at a counter. ``next`` says what happens now, ``holder`` who has it, ``due`` by which day.
    ``links`` lead to what else this case can do.
    """

    reference: str
    headline: Words
    tone: Tone
    facts: tuple[Fact, ...]
    notes: tuple[Words, ...] = ()
    total: Money | None = None
    undo: Words | None = None
    undo_question: Words | None = None
    undo_until: datetime | None = None
    undo_note: Words | None = None
    unpaid: bool = False
    next: Words | None = None
    holder: Words | None = None
    due: date | None = None
    slip: str | None = None
    links: tuple[CaseLink, ...] = ()
